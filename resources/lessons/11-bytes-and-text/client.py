import socket

s = socket.socket()
s.connect(('localhost', 12345))
text = 'Привет'
try:
    s.send(text)
except TypeError as error:
    print(error)

s.send(text.encode())

s.send(text.encode())

for byte in (text + ' 🙂\n').encode():
    s.send(bytes([byte]))
s.close()
