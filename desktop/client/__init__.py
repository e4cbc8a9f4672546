"""The client window: conversations on one server."""
