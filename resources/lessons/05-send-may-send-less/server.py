import socket

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
s.bind(('', 12345))
s.listen(5)
c, addr = s.accept()

input('a little? ')
print(len(c.recv(1000)))

input('more? ')
print(len(c.recv(79_000, socket.MSG_WAITALL)))

input('the rest? ')
print(len(c.recv(100_000, socket.MSG_WAITALL)))
c.close()
