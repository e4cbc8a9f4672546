import socket
import ssl

context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(
    'for-the-lesson-only.pem', 'for-the-lesson-only-key.pem'
)
s = socket.socket()
s.bind(('', 12346))
s.listen(5)
c, addr = s.accept()
t = context.wrap_socket(c, server_side=True)
print(t.recv(1024))
t.sendall(b'welcome')
t.close()
s.close()
