import socket

me = input('name? ')
s = socket.socket()
s.connect(('localhost', 12345))
hello = f'NICK {me}\r\nUSER {me} 0 * :-\r\nJOIN #class\r\n'
s.sendall(hello.encode())
lines = s.makefile(encoding='utf-8')

while (text := input('say (Enter: listen) ')) != 'bye':
    if text:
        line = f'PRIVMSG #class :{text}\r\n'
        s.sendall(line.encode())
    else:
        line = lines.readline()
        who, colon, text = line[1:].partition(':')
        print(f'{who.split()[0]}: {text.strip()}')
lines.close()
s.close()
