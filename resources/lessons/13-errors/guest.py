import socket

s = socket.socket()
s.connect(('localhost', 12345))
s.send(b'is anybody there?')
print(s.recv(1024))
s.close()
