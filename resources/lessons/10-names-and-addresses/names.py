import socket

print('I am', socket.gethostname())

found = socket.getaddrinfo(
    'localhost', 80, type=socket.SOCK_STREAM
)
for family, kind, proto, name, address in found:
    print(family.name, address)

try:
    socket.getaddrinfo(
        '127.0.0.256', 80, flags=socket.AI_NUMERICHOST
    )
except socket.gaierror as error:
    print(error)
