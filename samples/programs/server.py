#!/usr/bin/env python3
"""A sequential echo server: one client at a time, at most 32 bytes a read, each sent back as it was read.

usage: server.py ADDRESS PORT [SECONDS]     (SECONDS: how long it waits before it closes after the client has)
"""
import logging
import socket
import sys
import time

logging.basicConfig(level=logging.INFO)

address, port = sys.argv[1], int(sys.argv[2])
wait = float(sys.argv[3]) if len(sys.argv) > 3 else 0

family = socket.AF_INET6 if ':' in address else socket.AF_INET
listener = socket.socket(family, socket.SOCK_STREAM)
try:
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    logging.info(f'starting up on {(address, port)}')
    listener.bind((address, port))
    listener.listen(5)
    while True:
        logging.info('waiting for a connection')
        connection, peer = listener.accept()
        logging.info(f'connection from {peer}')
        while True:
            data = connection.recv(32)
            logging.info(f'received {data}')
            if not data:
                break
            logging.info('sending back data')
            connection.sendall(data)
        time.sleep(wait)
        connection.close()
except OSError as error:
    logging.info(f'ERROR: {error}')
finally:
    logging.info('closing')
    listener.close()
