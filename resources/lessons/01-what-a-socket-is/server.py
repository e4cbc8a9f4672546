import socket

tcp = socket.socket(
    socket.AF_INET,  # domain
    socket.SOCK_STREAM,  # type
    0,  # protocol
)
udp = socket.socket(
    socket.AF_INET,
    socket.SOCK_DGRAM,
    0,
)

# host name and port
tcp.bind(('localhost', 12345))
print('TCP:', tcp.getsockname())
udp.bind(('localhost', 12345))
print('UDP:', udp.getsockname())

input('press Enter to end ')
