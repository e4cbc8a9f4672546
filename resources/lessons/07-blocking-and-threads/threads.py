import socket
import threading


def serve(c):
    while data := c.recv(1024):
        c.send(data.upper())
    c.close()


s = socket.socket()
s.bind(('', 12345))
s.listen(5)

while True:
    c, addr = s.accept()
    t = threading.Thread(target=serve, args=(c,))
    t.start()
