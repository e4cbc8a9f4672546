import socket

host = input('host? ')
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind((host, 12345))
s.listen(5)
print('listening at', s.getsockname()[0])

c, addr = s.accept()
print(addr[0], 'came to', c.getsockname()[0])
c.recv(1024)
c.close()
s.close()
