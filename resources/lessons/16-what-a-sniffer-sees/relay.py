import socket
import threading


def pass_on(one, other):
    while data := one.recv(4096):
        print(len(data), data[:20])
        other.sendall(data)
    other.shutdown(socket.SHUT_WR)


s = socket.socket()
s.bind(('', 12345))
s.listen(5)
while True:
    c, addr = s.accept()
    far = socket.socket()
    far.connect(('localhost', 12346))
    t = threading.Thread(target=pass_on, args=(far, c))
    t.start()
    pass_on(c, far)
    t.join()
    c.close()
    far.close()
