import type { AddressTable } from '../table/address-table.js';
import type { FrameBatch } from '../table/frame-batch.js';
import { RESET_CAUSES } from '../vocabulary/facts.js';
import { tunnelByPort } from '../wire/udp-tunnels.js';
import { LAYER } from '../wire/walk.js';
import type { Connections } from './connections.js';
import type { SegmentPool } from './segment-pool.js';
import type { TrackHost } from './track-memory.js';

/** Gives the kernel what rows have beside their columns: bytes, and notes. */
export function trackHost(of: {
  readonly addresses: AddressTable;
  readonly batch: FrameBatch;
  readonly connections: Connections;
  readonly pool: SegmentPool;
}): TrackHost {
  return {
    compare: (position, from, to) => of.pool.compare(position, from, to),
    copyPayload: (segment) => of.pool.copyPayload(segment),
    noteLimit(row) {
      of.batch.note(row).limit = 'connections';
    },
    noteReset(row, cause, isSeen, unanswered) {
      const note = of.batch.note(row);
      note.cause = RESET_CAUSES[cause]!;
      note.causeCertainty = isSeen ? 'seen' : 'inferred';
      if (unanswered === 0) return;
      note.probably = 'unread-data';
      note.unanswered = unanswered;
    },
    isTunnel: (ports) => tunnelByPort(ports >>> 16, ports & 0xffff) !== LAYER.done,
    ofIpv4: (address) => of.addresses.ofIpv4(address),
    ofIpv6: (at) => of.addresses.ipv6(of.connections.memory.bytes, at),
  };
}
