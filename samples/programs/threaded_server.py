#!/usr/bin/env python3
"""An echo server that serves several clients at once, each in a thread: at most 32 bytes a read, each sent back as it was read.

usage: threaded_server.py ADDRESS PORT
"""
import logging
import socket
import sys
import threading

logging.basicConfig(level=logging.INFO)


def serve(connection):
    try:
        while True:
            data = connection.recv(32)
            logging.info(f'received {data}')
            if not data:
                break
            logging.info('sending back data')
            connection.sendall(data)
    except OSError as error:
        logging.info(f'ERROR: {error}')
    finally:
        connection.close()


server_address = (sys.argv[1], int(sys.argv[2]))
with socket.create_server(server_address) as listener:
    logging.info(f'starting up on {server_address}')
    while True:
        logging.info('waiting for a connection')
        connection, peer = listener.accept()
        logging.info(f'connection from {peer}')
        threading.Thread(target=serve, args=(connection,)).start()
