import socket

s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(('', 12345))
s.listen(5)

# the first guest: read to the end, then answer
c, addr = s.accept()
text = b''
while data := c.recv(1024):
    text += data
c.send(text.upper())
c.close()

# the second guest: do not hear it out
c, addr = s.accept()
c.recv(5)
c.close()

# the third guest: say goodbye first
c, addr = s.accept()
c.send(b'bye')
c.close()
s.close()
