import socket

s = socket.socket()
s.bind(('', 12345))
s.listen(1)

while True:
    input('press Enter to accept ')
    c, addr = s.accept()
    print('accepted', c.recv(1024).decode())
    c.close()
