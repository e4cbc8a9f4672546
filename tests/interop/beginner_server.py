# Первый сервер: из учебника, как его пишут на уроке.
import socket
import sys

s = socket.socket()  # создаём сокет
host = socket.gethostname()  # имя нашего компьютера
port = 12345  # номер порта
if len(sys.argv) > 1:
    port = int(sys.argv[1])
s.bind((host, port))  # занимаем порт

s.listen(5)  # ждём клиентов
print("Сервер запущен:", host, port, flush=True)
while True:
    c, addr = s.accept()  # подключился клиент
    print("Подключился", addr, flush=True)
    c.send("Спасибо за подключение".encode())
    c.close()  # прощаемся
