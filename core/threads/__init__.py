"""The QThreads that run the blocking sockets; the only Qt in core."""
