import socket

s = socket.socket()
s.bind(('', 12345))
s.listen(5)
c, addr = s.accept()

data = c.recv(5)
try:
    print(data.decode())
except UnicodeDecodeError as error:
    print(error.reason)

data += c.recv(1024)
print(data.decode())

data = c.recv(1024)
print(data.decode('cp1251'))

lines = c.makefile(encoding='utf-8')
line = lines.readline()
print(len(line), line)
lines.close()
c.close()
