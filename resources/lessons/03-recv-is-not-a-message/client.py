import socket

s = socket.socket()
s.connect(('localhost', 12345))
s.send(b'one')
s.send(b'two')
s.send(b'three')
s.close()
