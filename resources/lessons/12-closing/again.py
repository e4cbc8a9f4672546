import socket

s = socket.socket()
try:
    s.bind(('', 12345))
except OSError as error:
    print(error)
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(('', 12345))
s.listen(5)
print('listening again')
s.close()
