"""A small reader and writer of captures, and what of a frame it is recognised by elsewhere."""
import hashlib
import struct

PROTOCOLS = {6: 'tcp', 17: 'udp'}


class Pcap:
    """A classic little-endian pcap of Ethernet, times in nanoseconds."""

    def __init__(self, path):
        with open(path, 'rb') as f:
            content = f.read()
        self.header, self.records = content[:24], []
        self.unit = {b'\xd4\xc3\xb2\xa1': 1000, b'\x4d\x3c\xb2\xa1': 1}[self.header[:4]]
        at = 24
        while at < len(content):
            seconds, fraction, captured, length = struct.unpack('<IIII', content[at:at + 16])
            if captured != length:
                raise ValueError(f'{path}: a frame is cut short')
            self.records.append((seconds * 10**9 + fraction * self.unit, content[at + 16:at + 16 + captured]))
            at += 16 + captured

    def write(self, path):
        with open(path, 'wb') as f:
            f.write(self.header)
            for time, frame in self.records:
                seconds, rest = divmod(time, 10**9)
                f.write(struct.pack('<IIII', seconds, rest // self.unit, len(frame), len(frame)) + frame)

    def write_pcapng(self, path, drops):
        """The same as pcapng, which can say how many frames the interface has dropped."""
        def block(kind, body):
            body += b'\0' * (-len(body) % 4)
            length = struct.pack('<I', len(body) + 12)
            return struct.pack('<I', kind) + length + body + length

        def option(code, value):
            return struct.pack('<HH', code, len(value)) + value + b'\0' * (-len(value) % 4)

        def stamp(time):
            return struct.pack('<II', *divmod(time // 1000, 2**32))
        with open(path, 'wb') as f:
            f.write(block(0x0A0D0D0A, struct.pack('<IHHq', 0x1A2B3C4D, 1, 0, -1)))
            f.write(block(1, struct.pack('<HHI', 1, 0, 262144) + option(2, b'eth0') + option(0, b'')))
            for time, frame in self.records:
                f.write(block(6, struct.pack('<I', 0) + stamp(time) + struct.pack('<II', len(frame), len(frame)) + frame))
            counts = ((4, len(self.records) + drops), (5, drops))
            options = b''.join(option(code, struct.pack('<Q', count)) for code, count in counts)
            f.write(block(5, struct.pack('<I', 0) + stamp(self.records[-1][0]) + options + option(0, b'')))

    def shift(self, offset, drift, since):
        """Sets the times to those of a clock that is `offset` nanoseconds ahead at `since`, and gains `drift` seconds a second."""
        self.records = [(time + offset + round((time - since) * drift), frame) for time, frame in self.records]


class Sighting:
    """A frame of a capture, and what it is joined by."""

    def __init__(self, capture, position, time, frame):
        self.capture, self.position, self.time, self.frame = capture, position, time, frame
        self.digest = digest(frame)
        self.ways, self.came = [], False  # onward: (next sighting or None, number of the copy, wire range)
        self.protocol, self.payload, self.flow, self.seq = None, b'', None, None
        if frame[12:14] == b'\x08\x00':
            ip = frame[14:]
            header = (ip[0] & 15) * 4
            body = ip[header:int.from_bytes(ip[2:4], 'big')]
            self.protocol = PROTOCOLS.get(ip[9], str(ip[9]))
            self.source, self.destination = ip[12:16], ip[16:20]
            if self.protocol == 'tcp':
                self.flow, self.seq = ip[12:20] + body[:4], int.from_bytes(body[4:8], 'big')
                self.payload = body[(body[12] >> 4) * 4:]
            # what a router leaves alone: all but addresses, time to live, ports and checksums
            ports = 4 if self.protocol in ('tcp', 'udp') else 0
            self.ports = body[:ports]
            where = {'tcp': 16, 'udp': 6}.get(self.protocol)
            rest = body[ports:] if where is None else body[ports:where] + body[where + 2:]
            self.unrewritten = ip[:8] + ip[9:10] + rest


def digest(content):
    return hashlib.sha256(content).hexdigest()[:16]


def sightings_of(label, pcap):
    return [Sighting(label, position, time, frame) for position, (time, frame) in enumerate(pcap.records)]
