import socket

while host := input('host? '):
    family = socket.AF_INET
    if ':' in host:
        family = socket.AF_INET6
    try:
        with socket.socket(family) as s:
            s.settimeout(3)
            s.connect((host, 12345))
            print('connected to', s.getpeername()[0])
    except OSError as error:
        print(host, error)
