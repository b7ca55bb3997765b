import type { FRAME } from '../../sentences/frame.js';
import type { Templates } from '../../sentences.js';

export const frame: Templates<typeof FRAME> = {
  'fragment-first':
    'The first piece of a split IP packet from {source} to {destination}; its header says that there are more.',
  'fragment-middle':
    'A middle piece of a split IP packet from {source} to {destination}, from offset {offset} of that packet; it does not complete it.',
  'fragment-last':
    'The last piece of a split IP packet from {source} to {destination}, from offset {offset} of that packet; it does not complete it.',
  'fragment-conflict':
    'Some of its bytes differ from those of an earlier piece at the same place of the packet; the earlier ones are kept.',
  'fragment-plain': 'A piece of a split IP packet from {source} to {destination}; it does not complete it.',
  'fragment-packet': 'The piece seen first is in No. {packetFrame}.',
  reassembled: 'This frame completes a split IP packet; its pieces: {pieces}.',
  'malformed-length':
    'This frame cannot be read: the {stoppedLayer} header (offset {stoppedOffset} from the start of the frame) holds a length that cannot be right.',
  'malformed-value':
    'This frame cannot be read: the {stoppedLayer} header (offset {stoppedOffset} from the start of the frame) holds a value that cannot be right.',
  'malformed-deep':
    'This frame is not read further: at {stoppedLayer} (offset {stoppedOffset} from the start of the frame) there are too many layers.',
  'malformed-plain': 'This frame cannot be read.',
  'stopped-length':
    'Reading {stoppedLayer} stopped at offset {stoppedOffset} of the frame because a length there cannot be right; what comes before it stands.',
  'stopped-value':
    'At offset {stoppedOffset} of the frame, {stoppedLayer} holds a value that cannot be right; the rest stands.',
  'stopped-unsupported':
    'Reading {stoppedLayer} stopped at offset {stoppedOffset} of the frame because that form is not supported; what comes before it stands.',
  'stopped-cut':
    'Reading {stoppedLayer} stopped at offset {stoppedOffset} of the frame because the following bytes were not recorded.',
  'cut-header':
    'The record of this frame ends at offset {stoppedOffset}, inside the {stoppedLayer} header, so its role cannot be told.',
  other: 'A frame of {wireLength} ({layer}) from {source} to {destination}; its content is not read.',
  'other-nameless': 'A frame of {wireLength} ({layer}); its content is not read.',
  encapsulated: 'This packet travels inside a tunnel: {encapsulation}.',
  comment: 'Comment in the capture file: "{comment}".',
};
