#!/usr/bin/env python3
"""Sends one message of 46 bytes to an echo server and reads its echo, at most 16 bytes a read; then closes.

usage: client.py ADDRESS PORT [half-close]  (half-close: end the own direction first, close after the server has)
"""
import logging
import socket
import sys

logging.basicConfig(level=logging.INFO)

server_address = (sys.argv[1], int(sys.argv[2]))
half_close = 'half-close' in sys.argv[3:]
sock = None
try:
    logging.info(f'connecting to {server_address}')
    sock = socket.create_connection(server_address)
    message = 'INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ'
    logging.info(f'sending {message}')
    sock.sendall(message.encode())
    received = 0
    while received < len(message):
        data = sock.recv(16)
        if not data:
            break
        received += len(data)
        logging.info(f'{data}')
    if half_close:
        sock.shutdown(socket.SHUT_WR)
        logging.info(f'{sock.recv(16)}')
except OSError as error:
    logging.info(f'ERROR: {error}')
finally:
    logging.info('closing')
    if sock:
        sock.close()
