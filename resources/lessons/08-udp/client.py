import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server = ('localhost', 12345)

s.sendto(b'one', server)
s.sendto(b'two', server)
data, addr = s.recvfrom(1024)
print(data)

for number in range(100):
    data = str(number).encode().ljust(1000)
    s.sendto(data, server)

input('press Enter to go on ')
s.sendto(b'too long', server)
print(s.sendto(b'still there?', server))
s.close()
