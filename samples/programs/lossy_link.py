#!/usr/bin/env python3
"""Forwards Ethernet frames between two interfaces as a bad link would: every frame takes 5 ms, and TCP frames are
dropped, duplicated or overtaken by a rule drawn from a seed.

usage: lossy_link.py INTERFACE INTERFACE SEED

The rule: each direction has its own random.Random(f'{SEED} {direction}'); each TCP frame of it draws one number u:
  u < 0.05  drop        not forwarded
  u < 0.09  duplicate   forwarded twice, the second copy 1 ms after the first
  u < 0.15  delay       forwarded 8 ms late, so that frames sent after it arrive before it
  else      forward
Prints one line for each TCP frame: number, from which interface, IP identification, raw sequence number,
payload bytes, flags, and what was done.
"""
import heapq
import itertools
import random
import select
import socket
import sys
import time

DELAY, SECOND_COPY, LATE = 0.005, 0.001, 0.008
ETH_P_ALL, PACKET_OUTGOING = 3, 4

names, seed = sys.argv[1:3], sys.argv[3]


def open_interface(name):
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    sock.bind((name, ETH_P_ALL))
    return sock


def tcp_fields(frame):
    """(IP identification, sequence number, payload bytes, flags) of an IPv4 TCP frame, else None."""
    if frame[12:14] != b'\x08\x00' or frame[23] != 6:
        return None
    ip = frame[14:]
    header = (ip[0] & 15) * 4
    tcp = ip[header:int.from_bytes(ip[2:4], 'big')]
    flags = ''.join(letter for bit, letter in enumerate('FSRPAU') if tcp[13] >> bit & 1)
    return int.from_bytes(ip[4:6], 'big'), int.from_bytes(tcp[4:8], 'big'), len(tcp) - (tcp[12] >> 4) * 4, flags


def decide(draw):
    u = draw.random()
    return 'drop' if u < 0.05 else 'duplicate' if u < 0.09 else 'delay' if u < 0.15 else 'forward'


sockets = [open_interface(name) for name in names]
draws = [random.Random(f'{seed} {direction}') for direction in range(2)]
waiting, order, number = [], itertools.count(), itertools.count(1)
print('number\tfrom\tip_id\tseq\tbytes\tflags\tdone', flush=True)
while True:
    timeout = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    for ready in select.select(sockets, [], [], timeout)[0]:
        direction = sockets.index(ready)
        frame, origin = ready.recvfrom(65536)
        if origin[2] == PACKET_OUTGOING:
            continue
        due = time.monotonic() + DELAY
        times = [due]
        fields = tcp_fields(frame)
        if fields:
            done = decide(draws[direction])
            times = {'drop': [], 'duplicate': [due, due + SECOND_COPY], 'delay': [due + LATE], 'forward': [due]}[done]
            print(next(number), names[direction], *fields, done, sep='\t', flush=True)
        for at in times:
            heapq.heappush(waiting, (at, next(order), 1 - direction, frame))
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, direction, frame = heapq.heappop(waiting)
        sockets[direction].send(frame)
