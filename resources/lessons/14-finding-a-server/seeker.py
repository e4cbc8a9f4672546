import socket

lo = socket.inet_aton('127.0.0.1')
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, lo)
s.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 0)
s.settimeout(0.3)
s.sendto(b'who is a chat?', ('239.83.77.1', 12346))
try:
    while True:
        print(s.recvfrom(1024)[0].decode(), 'is')
except TimeoutError:
    print('that is all')
s.close()
