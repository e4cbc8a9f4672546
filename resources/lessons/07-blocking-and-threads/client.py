import socket

s = socket.socket()
s.connect(('localhost', 12345))
s.send(input('word? ').encode())
s.settimeout(0.5)
print(s.recv(1024).decode())
s.close()
