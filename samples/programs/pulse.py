#!/usr/bin/env python3
"""Sends a short message to an echo server again and again over one connection, and reads each echo.

usage: pulse.py ADDRESS PORT TIMES SECONDS
"""
import logging
import socket
import sys
import time

logging.basicConfig(level=logging.INFO)

server_address, times, seconds = (sys.argv[1], int(sys.argv[2])), int(sys.argv[3]), float(sys.argv[4])
logging.info(f'connecting to {server_address}')
with socket.create_connection(server_address) as sock:
    for number in range(times):
        message = f'DENYUT KE-{number + 1}'
        logging.info(f'sending {message}')
        sock.sendall(message.encode())
        logging.info(f'received {sock.recv(32)}')
        time.sleep(seconds)
logging.info('closing')
