import socket
import threading


def other_side(s):
    print(s.recv(1024))
    print(s.recv(1024))
    s.send(b'got both')
    s.close()


a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
t = threading.Thread(target=other_side, args=(b,))
t.start()

a.send(b'one')
a.send(b'two')
print(a.recv(1024))
a.close()
