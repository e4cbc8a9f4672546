import socket

name = input('name? ')
loop = socket.inet_aton('127.0.0.1')
group = socket.inet_aton('239.83.77.1') + loop

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12346))
s.setsockopt(
    socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, group
)
question, addr = s.recvfrom(1024)
s.sendto(name.encode(), addr)
s.close()
