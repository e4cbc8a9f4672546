import socket
import threading

def talk(s):
    while text := input('> '):
        line = f'PRIVMSG #class :{text}\r\n'
        s.sendall(line.encode())
    s.shutdown(socket.SHUT_WR)

me = input('name? ')
s = socket.socket()
s.connect(('localhost', 12345))
hello = f'NICK {me}\r\nUSER {me} 0 * :-\r\nJOIN #class\r\n'
s.sendall(hello.encode())
t = threading.Thread(target=talk, args=(s,), daemon=True)
t.start()

with s, s.makefile(encoding='utf-8') as lines:
    for line in lines:
        who, command, *rest = line[1:].split(' ', 2)
        if command == 'PRIVMSG':
            text = rest[0].partition(':')[2]
            print(f'{who}: {text}', end='')
