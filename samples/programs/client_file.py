#!/usr/bin/env python3
"""Sends the message of client.py and reads its echo, then sends a file.

usage: client_file.py ADDRESS PORT FILE unread    waits until the file's echo has arrived, and closes without reading it
       client_file.py ADDRESS PORT FILE SECONDS   reads the file's echo, keeps the connection for SECONDS, then closes
"""
import logging
import os
import select
import socket
import sys
import time

logging.basicConfig(level=logging.INFO)


def read_echo(length, at_most):
    received = 0
    while received < length:
        data = sock.recv(at_most)
        if not data:
            break
        received += len(data)
        logging.info(f'{data}')


server_address = (sys.argv[1], int(sys.argv[2]))
file_path, ending = sys.argv[3:5]
sock = None
try:
    logging.info(f'connecting to {server_address}')
    sock = socket.create_connection(server_address)
    message = 'INI ADALAH DATA YANG DIKIRIM ABCDEFGHIJKLMNOPQ'
    logging.info(f'sending {message}')
    sock.sendall(message.encode())
    read_echo(len(message), 16)
    if os.path.exists(file_path):
        with open(file_path, 'rb') as f:
            file_data = f.read()
        sock.sendall(file_data)
        logging.info(f"File '{file_path}' sent successfully.")
        if ending == 'unread':
            select.select([sock], [], [], 10)
        else:
            read_echo(len(file_data), 32)
            time.sleep(float(ending))
    else:
        logging.warning(f"File '{file_path}' not found. Skipping file send.")
except OSError as error:
    logging.info(f'ERROR: {error}')
finally:
    logging.info('closing')
    if sock:
        sock.close()
