#!/usr/bin/env python3
"""Accepts one connection, reads it to its end, and answers with the number of bytes and their SHA-256.

usage: receive_file.py ADDRESS PORT
"""
import hashlib
import logging
import socket
import sys

logging.basicConfig(level=logging.INFO)

with socket.create_server((sys.argv[1], int(sys.argv[2]))) as listener:
    logging.info('waiting for a connection')
    connection, peer = listener.accept()
    logging.info(f'connection from {peer}')
    with connection:
        content = b''
        while data := connection.recv(65536):
            content += data
        answer = f'{len(content)} bytes, sha256 {hashlib.sha256(content).hexdigest()}'
        logging.info(f'received {answer}')
        connection.sendall(answer.encode())
