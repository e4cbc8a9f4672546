import socket

s = socket.socket()
s.bind(('', 12345))
s.listen(5)
c, addr = s.accept()

input('press Enter to answer ')
c.send(b'sorry, I was busy')

input('press Enter to leave ')
c.close()
s.close()
