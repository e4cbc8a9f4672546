"""The window of a server."""
