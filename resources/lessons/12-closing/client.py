import socket

s = socket.socket()
s.connect(('localhost', 12345))
s.send(b'hello')
s.shutdown(socket.SHUT_WR)
print(s.recv(1024))
s.close()

s = socket.socket()
s.connect(('localhost', 12345))
s.send(b'hello again')
try:
    print(s.recv(1024))
except OSError as error:
    print(error)
s.close()

s = socket.socket()
s.connect(('localhost', 12345))
print(s.recv(1024))
s.close()
