import socket

# domain, type, protocol
tcp = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM, 0)

# host name and port
tcp.bind(('localhost', 12345))
print('TCP:', tcp.getsockname())
udp.bind(('localhost', 12345))
print('UDP:', udp.getsockname())

input('press Enter to end ')
