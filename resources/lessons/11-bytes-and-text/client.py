import socket

s = socket.socket()
s.connect(('localhost', 12345))
text = 'Привет'
try:
    s.send(text)
except TypeError as error:
    print(error)

s.send(text.encode())

input('press Enter ')
s.send(text.encode())

input('press Enter ')
data = (text + ' 🙂\n').encode()
for at in range(0, len(data), 3):
    s.send(data[at : at + 3])
s.close()
