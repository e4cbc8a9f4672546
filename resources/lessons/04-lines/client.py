import socket

s = socket.socket()
s.connect(('localhost', 12345))
s.send(b'one\n')
s.send(b'two\n')
s.send(b'three\n')
s.send(b'fo')
s.send(b'ur\nfi')
s.close()
