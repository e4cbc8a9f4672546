"""The settings in a window: found by search, explained, in force at once."""
