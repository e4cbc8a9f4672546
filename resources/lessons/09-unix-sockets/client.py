import socket

s = socket.socket(socket.AF_UNIX)
s.connect('lesson.sock')
s.send(b'hello')
s.close()
