import type { Templates } from '../../sentences.js';
import type { PROGRAMS } from '../../words/programs.js';

export const programs: Templates<typeof PROGRAMS> = {
  programs: 'What the programs did',
  'program-session':
    'The program on {machine}: connection {connection}, {client} (client) to {server} (server)',
  'program-session-unfound':
    "The program on {machine}: a connection with {peer} (log line {line}), not found in that machine's capture",
  'program-uncertain':
    'The log does not tell which connection this is: others in the capture would fit as well, and the earliest of them was taken.',
  'program-no-beginning':
    "The beginning of this connection was not captured, so that the program's reads and writes could not be laid over the captured bytes.",
  'program-nothing': 'The log of {machine} holds no socket event that is known.',
  'program-cut': 'The log of {machine} goes beyond what is read; its end was not read.',
  'program-line': 'Line',
  'program-event': 'Event',
  'program-frames': 'No. ({capture})',
  'program-kind-listening': 'listening',
  'program-kind-connecting': 'connecting',
  'program-kind-accepted': 'accepted',
  'program-kind-write': 'write',
  'program-kind-read': 'read',
  'program-kind-end-of-stream': 'end of stream',
  'program-kind-error': 'error',
  'program-kind-close': 'close',
  'program-listening': 'The program on {machine} begins to wait for connections at {endpoint}.',
  'program-listening-said': 'The program on {machine} prints its server address: {endpoint}.',
  'program-listening-somewhere': 'The program on {machine} begins to wait for connections.',
  'program-connecting':
    'The program on {machine} asks for a connection to {peer}; TCP does the three-way handshake in {frames}.',
  'program-connecting-syn':
    'The program on {machine} asks for a connection to {peer}; its TCP sends a SYN in {frames}.',
  'program-connecting-unseen': 'The program on {machine} asks for a connection to {peer}.',
  'program-accepted':
    'The program on {machine} accepts a connection from {peer}; its three-way handshake ({frames}) was done by TCP, not by the program.',
  'program-accepted-unseen': 'The program on {machine} accepts a connection from {peer}.',
  'program-write': 'The program on {machine} writes {bytes}; TCP sends them in segment {frames}.',
  'program-write-several':
    'The program on {machine} writes {bytes}; TCP sends them in {count} segments: {frames}.',
  'program-write-rest':
    'The log does not tell how many bytes the program on {machine} writes; the capture shows {bytes} next in this direction, in {frames}.',
  'program-write-rest-none':
    'The log does not tell how many bytes the program on {machine} writes, and the capture shows none that follow in this direction.',
  'program-write-unsure': 'The program on {machine} writes; here the log could not be laid over the capture.',
  'program-write-missing': 'The program on {machine} writes {bytes}, which were not captured.',
  'program-write-beyond':
    'The program on {machine} tells of writing {bytes}, but not as many were captured in this direction. Writes behind this line are not laid any more.',
  'program-write-different':
    'The log does not fit the capture: {bytes} that it has the program on {machine} write differ from the next bytes of this direction. Writes behind this line are not laid any more.',
  'program-read': 'The program on {machine} reads {bytes}, all that segment {frames} carried.',
  'program-read-first-next':
    'The program on {machine} reads the first {bytes} of the {all} that segment {frames} carried; the other {rest} it takes with its next read.',
  'program-read-first-later':
    'The program on {machine} reads the first {bytes} of the {all} that segment {frames} carried; the other {rest} it reads later.',
  'program-read-first-unread':
    'The program on {machine} reads the first {bytes} of the {all} that segment {frames} carried; by its log it does not read the other {rest} any more.',
  'program-read-middle': 'The program on {machine} reads {range} of the {all} that segment {frames} carried.',
  'program-read-last':
    'The program on {machine} reads the last {bytes} of the {all} that segment {frames} carried.',
  'program-read-from': 'The program on {machine} reads {bytes} from segment {frames}.',
  'program-read-several': 'The program on {machine} reads {bytes} at once from {count} segments: {frames}.',
  'program-read-total':
    'The log has the program on {machine} read {bytes}, but not in how many reads; they were carried by {frames}.',
  'program-read-unsure':
    'The program on {machine} reads {bytes}; here the log could not be laid over the capture.',
  'program-read-missing': 'The program on {machine} reads {bytes}, which were not captured.',
  'program-read-beyond':
    'The log does not fit the capture: the program on {machine} tells of reading {bytes}, but not as many were captured in this direction. Reads behind this line are not laid any more.',
  'program-read-different':
    'The log does not fit the capture: {bytes} that it has the program on {machine} read differ from the next bytes of this direction. Reads behind this line are not laid any more.',
  'program-partly-missing': 'Some of these bytes were not captured.',
  'program-end':
    'The program on {machine} gets the end of the stream (a read of 0 bytes): {peer} had closed its direction with the FIN in {frames}.',
  'program-end-plain': 'The program on {machine} gets the end of the stream (a read of 0 bytes).',
  'program-end-different':
    'The program on {machine} tells of the end of the stream, but by the capture there are bytes that it has not read, or the FIN of the other side was not captured.',
  'program-error-reset':
    'After the RST in {frames}, in the name of {peer}, had ended the connection, the next call of the program on {machine} failed: {error}.',
  'program-error-reset-call':
    'After the RST in {frames}, in the name of {peer}, had ended the connection, the call {call} of the program on {machine} failed: {error}.',
  'program-error-refused':
    'The request of the program on {machine} failed ({error}): its SYN was answered with the RST in {frames}, in the name of {peer}.',
  'program-error': 'The program on {machine} tells of an error: {error}.',
  'program-error-call': 'The call {call} of the program on {machine} failed: {error}.',
  'program-close-fin': 'The program on {machine} closes its socket; TCP sends a FIN in {frames}.',
  'program-close-unread':
    'The program on {machine} closes its socket with {unread} unread that had arrived ({unreadFrames}); that is why TCP sends a RST in {frames} instead of a FIN.',
  'program-close-linger':
    'The program on {machine} closes its socket with SO_LINGER 0, which asks for an abort: TCP sends a RST in {frames}.',
  'program-close': 'The program on {machine} prints that it closes a socket.',
  'program-close-call': 'The program on {machine} closes its socket.',
  'program-shutdown-fin':
    'The program on {machine} closes its sending direction (shutdown); TCP sends a FIN in {frames}.',
  'program-shutdown': 'The program on {machine} closes its sending direction (shutdown).',
  'program-exit-fin':
    'The process on {machine} ends; its socket was closed by then at the latest, and TCP sent a FIN in {frames}.',
  'program-exit': 'The process on {machine} ends; its socket was closed by then at the latest.',
  'program-ambiguous': 'The log does not name the connection; this line would fit another open one as well.',
  'program-limit-seen':
    'The program on {machine} reads at most {limit} at a time: each read that left bytes of the same segment behind took exactly {limit}, and none took more.',
  'program-limit-told': 'The program on {machine} asks for at most {limit} with each read.',
  'program-largest': 'The largest read of the program on {machine} took {largest}.',
  'program-piecemeal':
    'Segment {frames} carried {all} at once, but the program on {machine} took them in {count} reads: {sizes} (log lines {lines}). The data came in pieces because of how the program reads, not because TCP split it.',
  'program-piecemeal-more': 'So did {count} further segments of this connection.',
  'program-unread':
    'When the program on {machine} closed its socket (log line {line}), {unread} that had arrived ({frames}) were unread.',
  'program-reset-unread':
    'The log makes the cause of the RST in {frames} certain: the program on {machine} closed its socket (log line {line}) with {unread} unread that had arrived ({unreadFrames}), and TCP then sends a RST instead of a FIN (RFC 9293, 3.6.1).',
  'program-reset-linger':
    'The log makes the cause of the RST in {frames} certain: the program on {machine} closed its socket (log line {line}) with SO_LINGER 0, which asks TCP to abort the connection.',
};
