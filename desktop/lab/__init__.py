"""The socket lab: sockets made by hand."""
