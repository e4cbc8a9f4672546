import socket
import threading

guests = {}


def serve(c):
    with c, c.makefile(encoding='utf-8') as lines:
        who = lines.readline().split()[1]
        guests[who] = c
        for line in lines:
            if line.startswith('PRIVMSG'):
                data = f':{who} {line.strip()}\r\n'.encode()
                for other in list(guests):
                    if other != who:
                        guests[other].sendall(data)
        del guests[who]


s = socket.socket()
s.bind(('', 12345))
s.listen(5)
while True:
    c, addr = s.accept()
    threading.Thread(target=serve, args=(c,)).start()
