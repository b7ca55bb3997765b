import type { OPENING } from '../../sentences/opening.js';
import type { Templates } from '../../sentences.js';

export const opening: Templates<typeof OPENING> = {
  syn: '{source} sends a SYN to {destination} port {destinationPort} to open a connection: step 1 of the three-way handshake.',
  'syn-again':
    '{source} sends its SYN to {destination} port {destinationPort} again; probably no reply to the earlier one has reached it.',
  'syn-again-of':
    '{source} sends the SYN of No. {originalFrame} to {destination} port {destinationPort} again; probably no reply has reached it.',
  'syn-simultaneous':
    '{source} too sends a SYN to {destination} port {destinationPort}, although {destination} sent one first: this is a simultaneous or split open, not the usual three-way handshake.',
  'syn-unplaced':
    '{source} sends a SYN to {destination} port {destinationPort}; its place in the handshake cannot be told from this capture.',
  'fast-open': 'This SYN already carries {bytes} of data, as TCP Fast Open does.',
  'syn-ack':
    '{source} answers the SYN in No. {answeredFrame} with SYN, ACK and offers its own initial sequence number: step 2 of the three-way handshake.',
  'syn-ack-plain':
    '{source} answers the SYN from {destination} with SYN, ACK and offers its own initial sequence number: step 2 of the three-way handshake.',
  'syn-ack-unseen':
    '{source} sends SYN, ACK to {destination}, normally the answer to a SYN; up to here the capture does not have that SYN.',
  'syn-ack-again':
    '{source} sends its SYN, ACK to {destination} again; probably the ACK that completes the handshake has not reached it.',
  'syn-ack-again-of':
    '{source} sends the SYN, ACK of No. {originalFrame} to {destination} again; probably the ACK that completes the handshake has not reached it.',
  'syn-ack-simultaneous':
    '{source} acknowledges the SYN from {destination} with SYN, ACK, after both sides have sent a SYN (simultaneous or split open).',
  'syn-ack-unplaced':
    '{source} sends SYN, ACK to {destination}, but its acknowledgment number fits no captured SYN, so its place in the handshake cannot be told.',
  'handshake-ack':
    '{source} acknowledges the SYN, ACK in No. {answeredFrame}: step 3 of the three-way handshake. Once this ACK arrives, the connection is open on both sides.',
  'handshake-ack-plain':
    '{source} acknowledges the SYN, ACK from {destination}: step 3 of the three-way handshake. Once this ACK arrives, the connection is open on both sides.',
  'handshake-ack-unseen':
    '{source} acknowledges the SYN, ACK from {destination} and so completes the handshake; up to here the capture does not have the SYN that began it.',
  'handshake-ack-simultaneous':
    '{source} acknowledges the SYN from {destination}, after both sides have sent a SYN (simultaneous or split open).',
  'handshake-ack-unplaced':
    '{source} acknowledges the SYN, ACK from {destination}. This is its first captured ACK after that; the segment that completed the handshake was probably not captured.',
  'syn-after-refusal':
    '{source} sends its SYN to {destination} port {destinationPort} again, although a RST has refused the earlier one: it tries once more.',
};
