import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.settimeout(2)
everybody = ('127.255.255.255', 12345)
try:
    s.sendto(b'who is a chat?', everybody)
except PermissionError as error:
    print(error)

s.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
s.sendto(b'who is a chat?', everybody)
answer, addr = s.recvfrom(1024)
print(answer, 'from', addr[0])
s.close()
