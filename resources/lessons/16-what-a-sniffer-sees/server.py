import socket

s = socket.socket()
s.bind(('', 12346))
s.listen(5)
c, addr = s.accept()
print(c.recv(1024))
c.sendall(b'welcome')
c.recv(1024)
c.close()
s.close()
