/** What `tcp.completeness` comes to at the end of a capture, worked out from tshark's single pass. */
import type { Answer } from './answers.js';

const SYN = 2;
const ACK = 16;

interface Known {
  completeness: number;
  /** What the first frame adds, once another follows. */
  readonly first: number;
}

/**
 * The final completeness of each connection, by its number. The value shown with a frame is that before the frame, and a
 * connection's first frame adds nothing but its SYN until tshark's second pass; so this adds up what `tshark -2` shows
 * with the connection's last frame.
 */
export function finalCompleteness(answers: readonly Answer[]): Map<number, number> {
  const connections = new Map<number, Known>();
  for (const answer of answers) {
    const stream = answer.number('tcp.stream');
    const shown = answer.number('tcp.completeness');
    if (stream === undefined || shown === undefined || answer.text('tcp.flags') === '') continue;
    if (answer.protocols.some((protocol) => protocol === 'icmp' || protocol === 'icmpv6')) continue;
    const added = contribution(Number(answer.text('tcp.flags')), answer.number('tcp.len') ?? 0);
    const known = connections.get(stream);
    if (known === undefined) connections.set(stream, { completeness: shown | (added & 1), first: added });
    else known.completeness |= known.first | shown | (added & ~1);
  }
  return new Map([...connections].map(([stream, { completeness }]) => [stream, completeness]));
}

/** SYN 1, SYN-ACK 2, empty ACK 4, data 8, FIN 16, RST 32. */
function contribution(flags: number, bytes: number): number {
  const syn = (flags & SYN) !== 0;
  const ack = (flags & ACK) !== 0;
  return (
    (syn && !ack ? 1 : 0) |
    (syn && ack ? 2 : 0) |
    (ack && !syn && bytes === 0 ? 4 : 0) |
    (bytes > 0 && (ack || syn) ? 8 : 0) |
    (ack && flags & 1 ? 16 : 0) |
    (flags & 4 ? 32 : 0)
  );
}
