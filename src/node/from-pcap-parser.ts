import { createReadStream } from 'node:fs';
import type { GlobalHeader, Packet, PacketHeader } from 'pcap-parser';
import { CaptureError, type CaptureErrorCode } from '../capture/capture-error.js';
import { type CaptureLimits, longestFrame } from '../capture/limits.js';
import type { RawFrame } from '../table/records.js';

const FILE_HEADER = 24;
const RECORD_HEADER = 16;

/**
 * Frames of a classic capture file as npm pcap-parser 0.2.1 reads them, for the same analysis.
 *
 * That package refuses pcapng, nanosecond and compressed files, reads only file version 2.4 reliably, ends silently on
 * a cut file and buffers whatever length a record claims. Here a cut file and a length beyond the limit are errors, and
 * the file is paused while its frames are taken, so that at most one piece of it is in memory.
 *
 * @param limits only `maxFrameLength` applies
 * @throws CaptureError after all frames before the fault.
 */
export async function* framesFromPcapParser(
  path: string,
  limits: CaptureLimits = {},
): AsyncGenerator<RawFrame> {
  const { default: pcapParser } = await import('pcap-parser');
  const stream = createReadStream(path);
  const parser = pcapParser.parse(stream);
  const frames: RawFrame[] = [];
  let linkType = 1;
  let consumed = 0;
  let count = 0;
  let fault: CaptureError | null = null;
  let ended = false;
  let wake: () => void = () => undefined;

  const stop = (code: CaptureErrorCode, message: string, cause?: unknown): void => {
    fault ??= new CaptureError(code, message, consumed, count + 1, { cause });
    stream.destroy();
    wake();
  };
  parser.on('globalHeader', (header: GlobalHeader) => {
    linkType = header.linkLayerType & 0x03ffffff;
    consumed = FILE_HEADER;
  });
  parser.on('packetHeader', ({ capturedLength }: PacketHeader) => {
    const longest = longestFrame(linkType, limits);
    if (capturedLength > longest) {
      stop('bad-length', `Frame ${count + 1} claims ${capturedLength} captured bytes, more than ${longest}.`);
    }
  });
  parser.on('packet', (packet: Packet) => {
    if (fault !== null) return;
    frames.push(frameOf(packet, linkType));
    consumed += RECORD_HEADER + packet.data.length;
    count++;
    stream.pause();
    wake();
  });
  parser.on('error', (error: Error & { code?: string }) => {
    stop(error.code === undefined ? 'unsupported' : 'unreadable', `pcap-parser: ${error.message}.`, error);
  });
  parser.on('end', () => {
    if (stream.bytesRead === 0) stop('empty', 'The capture has no bytes at all.');
    else if (stream.bytesRead !== consumed) stop('cut', `The capture ends inside frame ${count + 1}.`);
    ended = true;
    wake();
  });

  try {
    for (;;) {
      yield* frames.splice(0);
      if (frames.length > 0) continue;
      if (fault !== null) throw fault;
      if (ended) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
        stream.resume();
      });
    }
  } finally {
    stream.destroy();
  }
}

function frameOf({ header, data }: Packet, linkType: number): RawFrame {
  const microseconds = header.timestampMicroseconds;
  return {
    bytes: data,
    wireLength: header.originalLength,
    seconds: header.timestampSeconds + Math.floor(microseconds / 1e6),
    nanoseconds: (microseconds % 1e6) * 1000,
    linkType,
  };
}
