import socket
import ssl

context = ssl.create_default_context(
    cafile='for-the-lesson-only.pem'
)
s = socket.socket()
s.connect(('localhost', 12345))
t = context.wrap_socket(s, server_hostname='localhost')
print(t.version())

input('press Enter to send ')
t.sendall(b'PASS secret\r\n')
print(t.recv(1024))
t.close()
