import socket

print(socket.gethostname())
print(socket.gethostbyname('localhost'))

s = socket.socket()
print(s.family.name, s.type.name, s.proto)
try:
    s.connect(('localhost', 12345))
    print('connected')
except OSError as error:
    print('not connected:', error)
s.close()
