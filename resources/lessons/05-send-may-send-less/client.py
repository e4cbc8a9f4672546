import socket

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 16384)
s.connect(('localhost', 12345))
data = b'x' * 100_000

s.setblocking(False)
sent = s.send(data)
print('sent', sent, 'of', len(data))

s.setblocking(True)
s.sendall(data[sent:])
print('sendall is done')
s.close()
