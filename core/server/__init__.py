"""The IRC server's rules, without sockets: bytes and time go in, replies come out.

``server.Server`` is the door; ``commands`` holds one handler for each command, ``outbox`` what
waits to be sent, ``hot`` the short way of a message to a channel or a person.
"""
