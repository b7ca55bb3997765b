#!/usr/bin/env python3
"""UDP, numbered and not: of three datagrams, two carry their number and the third is `TIK`, alike every time.

usage: datagrams.py serve PORT              answers each datagram with its bytes and ` DITERIMA`
       datagrams.py ADDRESS PORT TIMES      sends, and waits at most 0.1 s for each answer

Two `TIK` differ in nothing but their IP identification.
"""
import logging
import socket
import sys

logging.basicConfig(level=logging.INFO)

with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
    if sys.argv[1] == 'serve':
        sock.bind(('0.0.0.0', int(sys.argv[2])))
        logging.info('waiting')
        while True:
            data, peer = sock.recvfrom(2048)
            logging.info(f'received {data} from {peer}')
            sock.sendto(data + b' DITERIMA', peer)
    sock.settimeout(0.1)
    for number in range(int(sys.argv[3])):
        message = 'TIK' if number % 3 == 2 else f'DATAGRAM KE-{number + 1}'
        logging.info(f'sending {message}')
        sock.sendto(message.encode(), (sys.argv[1], int(sys.argv[2])))
        try:
            logging.info(f'received {sock.recvfrom(2048)[0]}')
        except TimeoutError:
            logging.info('no answer')
