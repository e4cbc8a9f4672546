"""Blocking sockets: listeners, connections, addresses, and what can go wrong with them."""
