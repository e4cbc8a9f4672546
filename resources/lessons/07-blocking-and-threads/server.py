import socket

s = socket.socket()
s.bind(('', 12345))
s.listen(5)

while True:
    c, addr = s.accept()
    while data := c.recv(1024):
        c.send(data.upper())
    c.close()
