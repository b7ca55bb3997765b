import type { FINDING } from '../../sentences/findings.js';
import type { Templates } from '../../sentences.js';

export const findings: Templates<typeof FINDING> = {
  'retransmission-timer':
    'It comes {timeout} after the oldest segment that was not acknowledged yet; probably the original, or the ACK for it, was lost or is late.',
  'retransmission-cause':
    'Probably the original segment, or the ACK for it, was lost or is late; one capture cannot tell which.',
  'segment-again':
    'This direction is already past its sequence number, so it seems to be sent again (retransmission).',
  'segment-again-of':
    'No. {originalFrame} already used its sequence number, so it seems to be sent again (retransmission).',
  'acks-again': 'Its ACK number repeats the previous one (duplicate ACK).',
  'fast-retransmission':
    'It follows several duplicate ACKs from {destination}, so it probably did not wait for the timer (fast retransmission).',
  'spurious-retransmission':
    'That was not needed (spurious retransmission), for in this capture {destination} had already acknowledged that data; probably the ACK was lost on the way or came late.',
  'out-of-order':
    'At the capture point this segment came after one with a higher sequence number (out of order). Probably they changed places on the way; in one capture a quick retransmission looks the same.',
  'previous-segment-not-captured':
    'Up to this frame, the bytes from {source} right before this segment have not been captured: perhaps lost before the capture point, late, or passed without being recorded.',
  'acked-unseen-segment':
    'Its ACK number lies beyond all data from {destination} captured so far: data seems to have reached {source} that this capture missed, or has only later.',
  'zero-window':
    '{source} announces window 0, that is no room for more data, so {destination} must stop sending for now. Probably its program has not read the data that has arrived.',
  'window-full':
    'This segment fills the window that {destination} announced; {source} may send more only when there is room.',
  'port-reuse':
    'An earlier connection, or an attempt at one, used this pair of addresses and ports; the initial sequence number differs, so this is a new one.',
  'duplicate-frame':
    'This frame is a copy of No. {copiedFrame}: the very same packet, not sent again by TCP. It was captured at two places, or duplicated on the way.',
  'duplicate-frame-plain':
    'This frame is a copy of an earlier one: the very same packet, not sent again by TCP. It was captured at two places, or duplicated on the way.',
  'copy-of-data': 'The packet carries {bytes} of data from {source} to {destination}.',
  'copy-of-segment': 'The packet is a segment without data from {source} to {destination} (flags: {flags}).',
  'cut-short':
    'The capture holds only {capturedLength} of the {wireLength} of this frame; the rest was not recorded, which is not a loss on the network.',
  offloaded:
    'Its size ({wireLength}) seems to be more than one packet on the network can have here (MTU): probably it was captured on a machine whose network card splits or joins segments (offload), so that on the network it was several segments.',
  'overlap-conflict':
    'Some of the bytes sent again here differ from those sent first, which a sound TCP does not do.',
  'reset-out-of-window':
    'The sequence number of this RST is outside the window of {destination}, which should ignore it; it may be late, or forged.',
  'bad-checksum':
    'Its checksum is wrong. Captured on the sending machine this is usual, because the network card fills it in later (checksum offload); elsewhere the content is probably damaged.',
  'limit-reached': 'A limit of this program was reached, so some links between frames were not looked for.',
  'limit-reached-named':
    'A limit of this program was reached ({limit}), so some links between frames were not looked for.',
  'original-unseen':
    'Probably the first sending was lost before the capture point, or passed without being recorded.',
  'port-reuse-answer':
    'Earlier segments from {source} on this pair of addresses and ports were numbered from elsewhere, so they may belong to an earlier connection.',
};
