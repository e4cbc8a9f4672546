import socket

s = socket.socket()
s.bind(('', 12345))
s.listen(5)
c, addr = s.accept()

buffer = b''
while True:
    data = c.recv(1024)
    if not data:
        break
    buffer += data
    while b'\n' in buffer:
        line, buffer = buffer.split(b'\n', 1)
        print(line.decode())
print('left over:', buffer)
c.close()
