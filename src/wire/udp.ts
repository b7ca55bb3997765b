import { read16 } from '../bytes/reads.js';
import { TRANSPORT } from '../table/frame-batch.js';
import { tunnelByPort } from './udp-tunnels.js';
import { PROTOCOL, type Walk } from './walk.js';

/** UDP header: eight bytes (RFC 768), and the tunnels that are known by their port. */
export function udp(walk: Walk): void {
  walk.protocol(PROTOCOL.udp);
  if (!walk.need(8, 'UDP')) return;
  const { batch, row, bytes, at } = walk;
  const sourcePort = read16(bytes, at);
  const destinationPort = read16(bytes, at + 2);
  const length = read16(bytes, at + 4);
  batch.transport[row] = TRANSPORT.udp;
  batch.transportAt[row] = at;
  batch.payloadAt[row] = at + 8;
  batch.payloadEnd[row] = at + 8;
  batch.payloadLength[row] = 0;
  batch.sourcePort[row] = sourcePort;
  batch.destinationPort[row] = destinationPort;
  // 0 stands for "more than 65,535" in a jumbogram (RFC 2675, 4), and for large sends before the card splits them.
  if (length !== 0 && (length < 8 || (at + length > walk.wireEnd && !walk.isLonePiece))) {
    walk.malformed('UDP', 'bad-length', at + 4);
    return;
  }
  if (length !== 0 && !walk.isLonePiece) walk.wireEnd = at + length;
  if (walk.end > walk.wireEnd) walk.end = walk.wireEnd;
  batch.payloadLength[row] = walk.wireEnd - at - 8;
  batch.payloadEnd[row] = walk.end;
  walk.at = at + 8;
  walk.next = tunnelByPort(sourcePort, destinationPort);
}
