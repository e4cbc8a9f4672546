import socket

s = socket.socket(socket.AF_UNIX)
s.bind('lesson.sock')
s.listen(5)

c, addr = s.accept()
print('guest from', repr(addr))
print(c.recv(1024))
c.close()
s.close()
