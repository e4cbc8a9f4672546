"""The IRC server's rules, without sockets: bytes and time go in, replies come out.

``server.Server`` is the door. A line goes the short way (``hot``) where it is a plain message to a
channel or a person, else through ``dispatch`` to its handler in ``commands``, one file for a family
of commands. What is to be sent waits in the ``outbox``; ``wire`` writes it there, with the tags
(``message_tags``) that each client understands.

``state`` has people and channels, ``stores`` what outlives the server (``history``, ``accounts``),
``config`` and ``limits`` what whoever runs it may set. Keys of passwords are ``jobs`` for another
thread.
"""
