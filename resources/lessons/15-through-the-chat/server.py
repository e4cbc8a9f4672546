import socket
import threading

guests = {}

def serve(c):
    with c, c.makefile(encoding='utf-8') as lines:
        nick = lines.readline().split()[1]
        guests[nick] = c
        for line in lines:
            if line.startswith('PRIVMSG'):
                data = f':{nick} {line.strip()}\r\n'.encode()
                for other in list(guests):
                    if other != nick:
                        guests[other].sendall(data)
        del guests[nick]

s = socket.socket()
s.bind(('', 12345))
s.listen(5)
while True:
    c, addr = s.accept()
    t = threading.Thread(target=serve, args=(c,))
    t.start()
