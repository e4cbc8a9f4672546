"""The demonstration: a server and two clients in one window, in slow motion."""
