import socket

name = input('name? ')
s = socket.socket()
s.settimeout(0.5)
s.connect(('localhost', 12345))
print(name, 'is connected')
s.send(name.encode())
s.close()
