import socket

s = socket.socket()
s.bind(('', 12345))
s.listen(5)
c, addr = s.accept()
data = c.recv(1024)
print(data)
c.close()
