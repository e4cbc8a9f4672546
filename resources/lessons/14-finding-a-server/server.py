import socket

s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.bind(('', 12345))
question, addr = s.recvfrom(1024)
print(question, 'from', addr[0])
s.sendto(b'I am', addr)
s.close()
