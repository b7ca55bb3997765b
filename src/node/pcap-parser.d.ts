declare module 'pcap-parser' {
  import type { EventEmitter } from 'node:events';
  import type { Readable } from 'node:stream';

  export interface GlobalHeader {
    readonly linkLayerType: number;
  }
  export interface PacketHeader {
    readonly timestampSeconds: number;
    readonly timestampMicroseconds: number;
    readonly capturedLength: number;
    readonly originalLength: number;
  }
  export interface Packet {
    readonly header: PacketHeader;
    readonly data: Uint8Array;
  }
  export function parse(input: string | Readable): EventEmitter;
}
