import socket

s = socket.socket()
try:
    s.connect(('localhost', 12345))
except ConnectionRefusedError as error:
    print(error)
s.close()

s = socket.socket()
s.connect(('localhost', 12345))
s.settimeout(0.2)
try:
    s.recv(1024)
except TimeoutError as error:
    print(error)
print(s.recv(1024))

input('press Enter to send ')
print(s.send(b'one'))
print(s.send(b'two'))
