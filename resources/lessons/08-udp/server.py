import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
s.bind(('', 12345))

for number in (1, 2):
    data, addr = s.recvfrom(1024)
    print(data)
s.sendto(b'got both', addr)

input('press Enter to count ')
s.setblocking(False)
arrived = []
try:
    while True:
        data, addr = s.recvfrom(1024)
        arrived.append(data.decode().strip())
except BlockingIOError:
    print(len(arrived), 'arrived:', arrived)

s.setblocking(True)
data, addr = s.recvfrom(4)
print(data)
s.close()
