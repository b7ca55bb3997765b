import type { DATA } from '../../sentences/data.js';
import type { Templates } from '../../sentences.js';

export const data: Templates<typeof DATA> = {
  'data-push':
    '{source} sends {bytes} of data to {destination}, {range} of this direction, with the PSH flag: the sender asks for delivery without waiting for more data.',
  'data-push-midstream':
    '{source} sends {bytes} of data to {destination} with the PSH flag: the sender asks for delivery without waiting for more data.',
  data: '{source} sends {bytes} of data to {destination}, {range} of this direction.',
  'data-midstream': '{source} sends {bytes} of data to {destination}.',
  'data-again': '{source} sends {bytes} of data to {destination} again.',
  'data-again-of':
    '{source} sends {bytes} of data to {destination} again; No. {originalFrame} already used the sequence number of its first byte.',
  'carries-data': 'The segment also carries {bytes} of data.',
  'preview-whole': 'Content: "{preview}".',
  'preview-beginning': 'It begins: "{preview}".',
  'half-close':
    'The direction from {destination} is already closed by a FIN, but this one may still send (half-close).',
  'also-acknowledges': 'The segment also acknowledges No. {acknowledgedFrame}.',
  'also-acknowledges-fin': 'The segment also acknowledges the FIN from {destination}.',
  ack: '{source} sends an ACK without data to {destination}: Ack={ack}, the next byte that it waits for.',
  'ack-of':
    '{source} sends an ACK for the segment in No. {acknowledgedFrame}, {roundTrip} later: its TCP has received every byte up to the end of that segment.',
  'ack-of-untimed':
    '{source} sends an ACK for the segment in No. {acknowledgedFrame}: its TCP has received every byte up to the end of that segment.',
  'no-ack-flag':
    '{source} sends a segment without data and without the ACK flag to {destination} (flags: {flags}), which ordinary connections do not do.',
  'keep-alive':
    '{source} sends what is probably a keep-alive to {destination}: no new data, and the sequence number just before the next byte, to check whether the connection is still alive.',
  'keep-alive-answer':
    '{source} answers the keep-alive from {destination}: the connection is alive, and there is no new data.',
  'window-probe':
    '{source} sends a window probe to {destination}, without new data: the window of {destination} is 0, and the probe asks whether there is room yet.',
  'window-probe-byte':
    '{source} sends {bytes} of data to {destination} as a window probe: the window of {destination} is 0, and the probe asks whether there is room yet.',
  'window-probe-answer':
    '{source} answers the window probe from {destination}: its window is still 0, so no data may be sent yet.',
  'window-update':
    '{source} tells {destination} that its window is now {window}, without acknowledging new data.',
  'window-update-unscaled':
    '{source} tells {destination} that its window has changed: the header says {window}, but the scale was not captured.',
  'duplicate-ack':
    '{source} repeats the ACK of No. {repeatedFrame} (duplicate ACK number {repetition}): it still waits for byte Seq={ack}, probably because that segment was lost or is late while later ones have arrived.',
  'duplicate-ack-plain':
    '{source} repeats its previous ACK (duplicate ACK): it still waits for byte Seq={ack}, probably because that segment was lost or is late.',
  'data-again-unseen':
    '{source} sends {bytes} of data to {destination}, probably again: this direction is already past their sequence number, but their first sending has not been found up to here.',
  'carries-last-data': 'The segment also carries its last data, {bytes}.',
  'data-again-partly':
    '{source} sends {bytes} of data to {destination}; the beginning was probably sent before, the end is new.',
  'duplicate-ack-idle':
    '{source} repeats the ACK of No. {repeatedFrame} (duplicate ACK number {repetition}): it still waits for byte Seq={ack}, but nothing beyond that has been captured from {destination}; perhaps something that it already had came again.',
  'duplicate-ack-idle-plain':
    '{source} repeats its previous ACK (duplicate ACK): it still waits for byte Seq={ack}, but nothing beyond that has been captured from {destination}; perhaps something that it already had came again.',
};
