import socket

s = socket.socket()
port = 12345
s.connect(('localhost', port))
print(s.recv(1024).decode())
s.close()
