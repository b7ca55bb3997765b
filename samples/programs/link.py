#!/usr/bin/env python3
"""Forwards Ethernet frames between interfaces as a switch at the middle of bad links would, and logs what it does.

usage: link.py RULE INTERFACE INTERFACE [INTERFACE...]

RULE is JSON. A list has one value for each interface, for the frames that come from there; times are in seconds.
  seed        the random numbers: each interface has its own random.Random(f'{seed} {index}')
  delay       [...] how long every frame takes
  jitter      [...] at most so much longer, evenly drawn; keeps the order
  drop, duplicate, late    which parts of the frames are not forwarded, forwarded twice, or forwarded late, so that frames
              sent after them arrive before them: one number u is drawn for each frame that the rule is for,
              u < drop; u < drop + duplicate; u < drop + duplicate + late
  second_copy, late_by     how long after the first a second copy goes, how late a late frame goes
  only        "tcp" or "all": which frames the rule is for; a frame for several interfaces is always only forwarded
  drop_first  {"interface": 0, "flags": "R"}: the first TCP frame from there with all these flags is dropped
  forge_after {"interface": 0, "payloads": 2}: once the so manieth TCP frame with payload from there was forwarded, a reset
              in the name of each end goes to the other, as some routers do; neither end sent it
Where a frame goes is learned from the addresses seen, as a switch does. SIGTERM ends it: it forwards what it still holds.

Prints a line for each event: `received` with all fields; `sent` (to which interface, and when) and `forged` with those that say
something. `payload` and `frame` are the first 16 hexadecimal digits of the SHA-256 of those bytes.
"""
import hashlib
import heapq
import itertools
import json
import random
import select
import signal
import socket
import struct
import sys
import time

ETH_P_ALL, PACKET_OUTGOING = 3, 4
COLUMNS = 'number time event interface protocol ip_id source_port destination_port seq ack flags bytes payload frame done'.split()
PROTOCOLS = {1: 'icmp', 6: 'tcp', 17: 'udp'}

rule, names = json.loads(sys.argv[1]), sys.argv[2:]
stopping = False


def stop(*_):
    global stopping
    stopping = True


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def open_interface(name):
    sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(ETH_P_ALL))
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 23)
    sock.bind((name, ETH_P_ALL))
    return sock


def fields_of(frame):
    """What the log says of a frame, by column."""
    fields = {'protocol': frame[12:14].hex(), 'frame': digest(frame)}
    if frame[12:14] == b'\x08\x06':
        fields['protocol'] = 'arp'
    if frame[12:14] != b'\x08\x00':
        return fields
    ip = frame[14:]
    body = ip[(ip[0] & 15) * 4:int.from_bytes(ip[2:4], 'big')]
    fields |= {'protocol': PROTOCOLS.get(ip[9], str(ip[9])), 'ip_id': int.from_bytes(ip[4:6], 'big')}
    if ip[9] == 6:
        ports_and_numbers = zip(('source_port', 'destination_port', 'seq', 'ack'), struct.unpack('!HHII', body[:12]))
        flags = ''.join(letter for bit, letter in enumerate('FSRPAU') if body[13] >> bit & 1)
        body = body[(body[12] >> 4) * 4:]
        fields |= {**dict(ports_and_numbers), 'flags': flags}
    elif ip[9] == 17:
        fields |= dict(zip(('source_port', 'destination_port'), struct.unpack('!HH', body[:4])))
        body = body[8:]
    return fields | {'bytes': len(body), 'payload': digest(body)}


def log(number, event, interface, **fields):
    row = {'number': number, 'time': f'{time.time():.6f}', 'event': event, 'interface': names[interface], **fields}
    print(*(row.get(column, '') for column in COLUMNS), sep='\t', flush=True)


def checksum(content):
    total = sum(struct.unpack(f'!{len(content) // 2}H', content))
    while total >> 16:
        total = (total & 0xffff) + (total >> 16)
    return ~total & 0xffff


def reset(ethernet, source, destination, source_port, destination_port, seq):
    """A frame with nothing but a RST; its time to live is not that of its claimed sender's own frames."""
    tcp = struct.pack('!HHIIBBHHH', source_port, destination_port, seq % 2**32, 0, 0x50, 0x04, 0, 0, 0)
    summed = checksum(source + destination + struct.pack('!HH', 6, len(tcp)) + tcp)
    ip = struct.pack('!BBHHHBBH4s4s', 0x45, 0, 20 + len(tcp), 0, 0, 57, 6, 0, source, destination)
    ip = ip[:10] + struct.pack('!H', checksum(ip)) + ip[12:]
    return ethernet + ip + tcp[:16] + struct.pack('!H', summed) + tcp[18:]


class Switch:
    def __init__(self):
        self.sockets = [open_interface(name) for name in names]
        self.draws = [random.Random(f'{rule["seed"]} {index}') for index in range(len(names))]
        self.jitters = [random.Random(f'{rule["seed"]} jitter {index}') for index in range(len(names))]
        self.latest = [0.0] * len(names)
        self.learned, self.waiting, self.order, self.numbers = {}, [], itertools.count(), itertools.count(1)
        self.drop_first, self.payloads = rule.get('drop_first'), 0

    def decide(self, origin, fields, targets):
        first = self.drop_first
        if first and origin == first['interface'] and set(first['flags']) <= set(fields.get('flags', '')):
            self.drop_first = None
            return 'drop'
        if len(targets) > 1 or rule.get('only', 'all') not in ('all', fields['protocol']):
            return 'forward'
        u = self.draws[origin].random()
        for done in ('drop', 'duplicate', 'late'):
            u -= rule.get(done, 0)
            if u < 0:
                return done
        return 'forward'

    def receive(self, origin, frame):
        now = time.monotonic()
        self.learned[frame[6:12]] = origin
        known = self.learned.get(frame[:6])
        targets = [known] if known is not None else [index for index in range(len(names)) if index != origin]
        fields = fields_of(frame)
        done = self.decide(origin, fields, targets)
        number = next(self.numbers)
        log(number, 'received', origin, **fields, done=done)
        jitter = rule['jitter'][origin] * self.jitters[origin].random() if 'jitter' in rule else 0
        due = self.latest[origin] = max(self.latest[origin], now + rule['delay'][origin] + jitter)
        times = {'drop': [], 'duplicate': [due, due + rule.get('second_copy', 0.001)], 'late': [due + rule.get('late_by', 0.008)]}
        for at in times.get(done, [due]):
            for target in targets:
                self.wait(at, number, target, frame)
        forge = rule.get('forge_after')
        if forge and origin == forge['interface'] and fields.get('flags') and fields['bytes']:
            self.payloads += 1
            if self.payloads == forge['payloads']:
                self.forge(due, origin, targets[0], frame, fields)

    def forge(self, due, origin, target, frame, fields):
        ethernet, source, destination = frame[:14], frame[26:30], frame[30:34]
        back = ethernet[6:12] + ethernet[:6] + ethernet[12:]
        ports = fields['source_port'], fields['destination_port']
        for to, forged in (
            (target, reset(ethernet, source, destination, *ports, fields['seq'] + fields['bytes'])),
            (origin, reset(back, destination, source, *reversed(ports), fields['ack'])),
        ):
            number = next(self.numbers)
            log(number, 'forged', to, **fields_of(forged), done='forge')
            self.wait(due, number, to, forged)

    def wait(self, at, number, target, frame):
        heapq.heappush(self.waiting, (at, next(self.order), number, target, frame))

    def send(self):
        while self.waiting and self.waiting[0][0] <= time.monotonic():
            _, _, number, target, frame = heapq.heappop(self.waiting)
            log(number, 'sent', target)
            self.sockets[target].send(frame)

    def run(self):
        while self.waiting or not stopping:
            timeout = max(0, self.waiting[0][0] - time.monotonic()) if self.waiting else 0.1
            for ready in select.select([] if stopping else self.sockets, [], [], timeout)[0]:
                frame, origin = ready.recvfrom(65536)
                if origin[2] != PACKET_OUTGOING:
                    self.receive(self.sockets.index(ready), frame)
            self.send()


signal.signal(signal.SIGTERM, stop)
switch = Switch()
print(*COLUMNS, sep='\t', flush=True)
switch.run()
