# Первый клиент: из учебника, как его пишут на уроке.
import socket
import sys

s = socket.socket()  # создаём сокет
host = socket.gethostname()  # сервер на этом же компьютере
port = 12345  # номер порта
if len(sys.argv) > 1:
    port = int(sys.argv[1])

s.connect((host, port))
print(s.recv(1024).decode())
s.close()
