/** A classic little-endian pcap (magic 0xa1b2c3d4, Ethernet) of one three-way handshake, built byte by byte. */
export function handshakeCapture(): Uint8Array {
  const header = new DataView(new ArrayBuffer(24));
  header.setUint32(0, 0xa1b2c3d4, true);
  header.setUint16(4, 2, true);
  header.setUint16(6, 4, true);
  header.setUint32(16, 0xffff, true);
  header.setUint32(20, 1, true);
  const client = { address: 0x0a000001, port: 50000 };
  const server = { address: 0x0a000002, port: 80 };
  const syn = 0x02;
  const ack = 0x10;
  return join([
    header,
    record(0, segment(client, server, 1000, 0, syn)),
    record(1, segment(server, client, 9000, 1001, syn | ack)),
    record(2, segment(client, server, 1001, 9001, ack)),
  ]);
}

interface Endpoint {
  readonly address: number;
  readonly port: number;
}

function record(milliseconds: number, frame: DataView): DataView {
  const view = new DataView(new ArrayBuffer(16 + frame.byteLength));
  view.setUint32(0, 1_700_000_000, true);
  view.setUint32(4, milliseconds * 1000, true);
  view.setUint32(8, frame.byteLength, true);
  view.setUint32(12, frame.byteLength, true);
  new Uint8Array(view.buffer, 16).set(new Uint8Array(frame.buffer));
  return view;
}

/** Ethernet (14 bytes), IPv4 (20) and TCP (20) without options; checksums are left 0. */
function segment(from: Endpoint, to: Endpoint, seq: number, ack: number, flags: number): DataView {
  const view = new DataView(new ArrayBuffer(54));
  view.setUint16(12, 0x0800);
  view.setUint8(14, 0x45);
  view.setUint16(16, 40);
  view.setUint8(22, 64);
  view.setUint8(23, 6);
  view.setUint32(26, from.address);
  view.setUint32(30, to.address);
  view.setUint16(34, from.port);
  view.setUint16(36, to.port);
  view.setUint32(38, seq);
  view.setUint32(42, ack);
  view.setUint8(46, 0x50);
  view.setUint8(47, flags);
  view.setUint16(48, 64240);
  return view;
}

function join(parts: readonly DataView[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(new Uint8Array(part.buffer), at);
    at += part.byteLength;
  }
  return bytes;
}
