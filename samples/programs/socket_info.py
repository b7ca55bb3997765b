#!/usr/bin/env python3
"""Shows a socket's timeout before and after setting one, and what a name resolves to. Nothing is connected.

getaddrinfo is asked for any address family, so the resolver sends two questions: A (IPv4) and AAAA (IPv6).
"""
import socket

HOST, PORT = 'www.its.ac.id', 80

with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as sock:
    print('timeout :', sock.gettimeout())
    sock.settimeout(10)
    print('timeout :', sock.gettimeout())

print(socket.getaddrinfo(HOST, PORT, type=socket.SOCK_STREAM))
