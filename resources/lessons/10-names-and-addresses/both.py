import socket

here = ('', 12345)
if socket.has_dualstack_ipv6():
    s = socket.create_server(
        here, family=socket.AF_INET6, dualstack_ipv6=True
    )
else:
    s = socket.create_server(here)
print('listening at', s.getsockname()[0])

c, addr = s.accept()
print(addr[0], 'came to', c.getsockname()[0])
c.recv(1024)
c.close()
s.close()
