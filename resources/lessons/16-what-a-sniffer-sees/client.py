import socket

s = socket.socket()
s.connect(('localhost', 12345))
s.sendall(b'PASS secret\r\n')
print(s.recv(1024))
s.close()
