"""What truly became of each packet of a recording: the link's log and the captures' bytes, joined. Nothing here knows framewise.

A capture's frames are joined with the link's events by their bytes, the first with the first of the same bytes, and so on;
where a card split or merged segments, by connection, sequence number and the payload's digest; across a router by all
that it does not rewrite. What can't be joined is an error: such a recording is not kept. README.md describes truth.json.
"""
import csv
import json
import os
from collections import defaultdict, deque

from pcap import Pcap, digest, sightings_of


class Recording:
    """`captures`: label to (path, hardware address); `links`: [(log, {interface: label})]; `routers`: [(label, label)].

    `offloading` names the captures whose frames may be several segments.
    """

    def __init__(self, captures, links, routers=(), offloading=()):
        self.pcaps = {label: Pcap(path) for label, (path, _) in captures.items()}
        self.paths = {label: path for label, (path, _) in captures.items()}
        self.frames = {label: sightings_of(label, pcap) for label, pcap in self.pcaps.items()}
        self.own = {label: bytes.fromhex(address.replace(':', '')) for label, (_, address) in captures.items()}
        self.offloading, self.clocks, self.removed = offloading, {label: (0, 0) for label in captures}, set()
        self.forged, self.counting = [], []
        for log, interfaces in links:
            self.join_link(log, interfaces)
        for inside, outside in routers:
            self.join_router(inside, outside)

    def out(self, label):
        return [each for each in self.frames[label] if each.frame[6:12] == self.own[label]]

    def incoming(self, label):
        return [each for each in self.frames[label] if each.frame[6:12] != self.own[label]]

    def join_link(self, log, interfaces):
        with open(log) as f:
            events = list(csv.DictReader(f, delimiter='\t'))
        numbered = {event['number']: event for event in events if event['event'] != 'sent'}
        starts = {}
        for interface, label in interfaces.items():
            received = [event for event in events if event['event'] == 'received' and event['interface'] == interface]
            for event, sighting, part in self.join(label, self.out(label), received):
                if event:
                    starts[event['number']] = (sighting, part)
                elif sighting.time < max(float(last['time']) for last in events) * 1e9:
                    raise ValueError(f'{label} frame {sighting.position + 1} never came to the link')
                else:
                    sighting.ways.append((None, 0, None))
        arrivals, copies = defaultdict(list), defaultdict(int)
        for interface, label in interfaces.items():
            sent = [numbered[event['number']] for event in events if event['event'] == 'sent' and event['interface'] == interface]
            for event, sighting, part in self.join(label, self.incoming(label), sent):
                if not event:
                    raise ValueError(f'{label} frame {sighting.position + 1} came from nowhere')
                sighting.came = True
                copy = copies[event['number'], label]
                copies[event['number'], label] += 1
                arrivals[event['number']].append((sighting, copy, part))
        for number, event in numbered.items():
            if event['event'] == 'forged':
                self.forged += [sighting for sighting, *_ in arrivals[number]]
                continue
            start, part = starts[number]
            start.ways += [(sighting, copy, part or end) for sighting, copy, end in arrivals[number]] or [(None, 0, part)]

    def join(self, label, sightings, events):
        """Yields (event, sighting, part): each event once; a sighting for which there is none with event None."""
        if label in self.offloading:
            yield from self.join_parts(label, sightings, events)
            return
        waiting = defaultdict(deque)
        for event in events:
            waiting[event['frame']].append(event)
        for sighting in sightings:
            same = waiting[sighting.digest]
            yield same.popleft() if same else None, sighting, None
        left = [event for same in waiting.values() for event in same]
        if left:
            raise ValueError(f'{label} did not capture {left}')

    def join_parts(self, label, sightings, events):
        """By flow, in order: each sighting is one event, or as many as its payload is long."""
        flows = defaultdict(deque)
        for event in events:
            flows[flow_of(event)].append(event)
        for sighting in sightings:
            key = (sighting.flow[8:10], sighting.flow[10:12]) if sighting.flow else sighting.digest
            queue, at = flows[key], 0
            while True:
                if not queue:
                    raise ValueError(f'{label} frame {sighting.position + 1} is not in the log')
                event = queue.popleft()
                length = int(event['bytes'] or 0)
                if sighting.flow:
                    part = sighting.payload[at:at + length]
                    if int(event['seq']) != (sighting.seq + at) % 2**32 or digest(part) != event['payload']:
                        raise ValueError(f'{label} frame {sighting.position + 1} differs from {event}')
                yield event, sighting, (int(event['seq']), length) if sighting.flow and length else None
                at += length
                if not sighting.flow or at >= len(sighting.payload):
                    break
        if any(flows.values()):
            raise ValueError(f'{label} did not capture {list(flows.values())}')

    def join_router(self, *labels):
        for inside, outside in (labels, labels[::-1]):
            waiting = defaultdict(deque)
            for sighting in self.incoming(inside):
                if sighting.protocol:
                    waiting[sighting.unrewritten].append(sighting)
            for sighting in self.out(outside):
                same = sighting.protocol and waiting[sighting.unrewritten]
                if same:
                    same.popleft().ways.append((sighting, 0, None))
                    sighting.came = True

    def shift(self, label, offset, drift=0):
        """Gives this capture another clock (offset in seconds, at the reference's first frame)."""
        reference = next(iter(self.frames.values()))
        self.clocks[label] = (offset, drift)
        self.pcaps[label].shift(round(offset * 10**9), drift, reference[0].time)

    def remove(self, label, positions):
        """Takes frames out of a capture, as if it had missed them or not yet or no longer listened."""
        self.removed |= {(label, position) for position in positions}

    def count_drops(self, label):
        """Has this capture say how many frames it missed, as a pcapng does."""
        self.counting.append(label)

    def write(self, path, about=None):
        kept = {label: [each.position for each in frames if (label, each.position) not in self.removed]
                for label, frames in self.frames.items()}
        self.numbers = {(label, position): index + 1 for label, all_kept in kept.items() for index, position in enumerate(all_kept)}
        self.listening = {label: (self.frames[label][all_kept[0]].time, self.frames[label][all_kept[-1]].time)
                          for label, all_kept in kept.items()}
        for label, pcap in self.pcaps.items():
            pcap.records = [pcap.records[position] for position in kept[label]]
            pcap.write(self.paths[label])
            if label in self.counting:
                os.remove(self.paths[label])
                pcap.write_pcapng(self.paths[label] + 'ng', len(self.frames[label]) - len(kept[label]))
        reference = next(iter(self.frames))
        passed = (self.listening[reference][0] - self.frames[reference][0].time) / 10**9
        clocks = [{'capture': label, 'reference': reference, 'offset': round(offset + drift * passed, 9), 'drift': drift}
                  for label, (offset, drift) in self.clocks.items() if label != reference]
        lines = [json.dumps(packet) for packet in self.packets()]
        head = json.dumps({**({'about': about} if about else {}), 'clocks': clocks})
        with open(path, 'w') as f:
            f.write(head[:-1] + ', "packets": [\n' + ',\n'.join(lines) + '\n]}\n')

    def journeys(self):
        """Every way that a frame took from where it was sent: its sightings, the copy's number, whether it ended on the way."""
        def follow(path, copy, part):
            if not path[-1].ways:
                yield path, copy, part, False
            for onward, number, range_ in path[-1].ways:
                if onward is None:
                    yield path, copy, range_ or part, True
                else:
                    yield from follow([*path, onward], copy + number, range_ or part)
        starts = [each for label in self.frames for each in self.out(label) if not each.came]
        for start in sorted(starts, key=lambda each: each.time):
            yield from follow([start], 0, None)

    def packets(self):
        journeys = list(self.journeys())
        overtaken = self.overtaken_of(journeys)
        seen = defaultdict(set)
        for path, *_ in journeys:
            for each in path:
                seen[each.capture, each.digest].add(each.position)
        for index, (path, copy, part, lost) in enumerate(journeys):
            fate = 'lost' if lost else 'duplicated' if copy else 'overtaken' if index in overtaken else 'delivered'
            to = self.opposite(path[-1]) if lost else None
            yield from self.packet(path, fate, part, to, any(len(seen[each.capture, each.digest]) > 1 for each in path))
        for each in self.forged:
            yield from self.packet([each], 'not-captured', None, None, False, {'forged': True})

    def packet(self, path, fate, part, to, ambiguous, more=None):
        left = [each for each in path if (each.capture, each.position) in self.numbers]
        if not left:
            return
        missing = [each for each in path if each not in left]
        if missing:
            outside = any(not self.within(each.capture, each.time) for each in missing)
            fate = 'unknown' if outside or fate == 'lost' else 'not-captured'
        packet = {'sightings': [{'capture': each.capture, 'frame': self.numbers[each.capture, each.position]} for each in left], 'fate': fate}
        if to and not self.within(to, left[0].time):
            if any(label == to for label, _ in self.removed):
                packet['fate'] = 'unknown'
            packet['beyond'] = True
        if len(left) > 1:
            if fate != 'lost':
                packet['delay'] = round((left[-1].time - left[0].time) / 10**9, 6)
            changed = [name for name, differs in changes(left[0], left[-1]) if differs]
            packet |= {'changed': changed} if changed else {}
        packet |= {'bytes': part} if part and any(len(each.payload) > part[1] for each in path) else {}
        packet |= {'ambiguous': True} if ambiguous else {}
        yield packet | (more or {})

    def within(self, label, time):
        first, last = self.listening[label]
        return first <= time <= last

    def opposite(self, sighting):
        """The capture where a lost frame would have been seen next: that of its destination, or the only other one."""
        for label, own in self.own.items():
            if sighting.frame[:6] == own:
                return label
        return next(label for label in self.frames if label != sighting.capture)

    def overtaken_of(self, journeys):
        """Which journeys arrived after one that began later, of all between the same two captures."""
        between = defaultdict(list)
        for index, (path, copy, _, lost) in enumerate(journeys):
            if not lost and not copy and len(path) > 1:
                between[path[0].capture, path[-1].capture].append((path[0].position, path[-1].position, index))
        overtaken = set()
        for ways in between.values():
            earliest, later_starts = float('inf'), []
            for start, end, index in sorted(ways, reverse=True):
                # segments of one large frame did not start one after another
                while later_starts and later_starts[-1][0] > start:
                    earliest = min(earliest, later_starts.pop()[1])
                if end > earliest:
                    overtaken.add(index)
                later_starts.append((start, end))
        return overtaken


def flow_of(event):
    if event['protocol'] != 'tcp':
        return event['frame']
    return int(event['source_port']).to_bytes(2, 'big'), int(event['destination_port']).to_bytes(2, 'big')


def changes(first, last):
    if not first.protocol or not last.protocol:
        return
    yield 'source', first.source != last.source
    yield 'destination', first.destination != last.destination
    yield 'sourcePort', first.ports[:2] != last.ports[:2]
    yield 'destinationPort', first.ports[2:] != last.ports[2:]
