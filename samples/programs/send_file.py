#!/usr/bin/env python3
"""Sends a file, ends its own direction, and reads the other side's answer to its end.

usage: send_file.py ADDRESS PORT FILE
"""
import logging
import socket
import sys

logging.basicConfig(level=logging.INFO)

server_address = (sys.argv[1], int(sys.argv[2]))
with open(sys.argv[3], 'rb') as f:
    content = f.read()
logging.info(f'connecting to {server_address}')
with socket.create_connection(server_address) as sock:
    logging.info(f'sending {len(content)} bytes')
    sock.sendall(content)
    sock.shutdown(socket.SHUT_WR)
    while data := sock.recv(1024):
        logging.info(f'{data}')
