import type { Templates } from '../../sentences.js';
import type { SERVICES } from '../../words/services.js';

export const services: Templates<typeof SERVICES> = {
  services: 'Who was served when',
  'service-of': 'Server {server} in capture {capture}: {connections}',
  'service-in-turn':
    'The order is consistent with a server that serves one client after another: the first answer to {waiting} (No. {answer}) was captured only after {ending} on the connection of {served} (No. {end}), although the first data from {waiting} is in No. {from}. From that data to the answer it took {waited}.',
  'service-in-turn-untimed':
    'The order is consistent with a server that serves one client after another: the first answer to {waiting} (No. {answer}) was captured only after {ending} on the connection of {served} (No. {end}), although the first data from {waiting} is in No. {from}.',
  'service-in-turn-greeted':
    'The order is consistent with a server that serves one client after another: the first data to {waiting} (No. {answer}) was captured only after {ending} on the connection of {served} (No. {end}), although the handshake of {waiting} was complete in No. {from}. From the handshake to that data it took {waited}.',
  'service-in-turn-greeted-untimed':
    'The order is consistent with a server that serves one client after another: the first data to {waiting} (No. {answer}) was captured only after {ending} on the connection of {served} (No. {end}), although the handshake of {waiting} was complete in No. {from}.',
  'service-waiters': 'In all, {connections} waited while another one was served.',
  'service-in-turn-why':
    "A capture alone does not prove it: the server's TCP completes handshakes and takes in data while its program is busy, and an answer may be late for other reasons.",
  'service-at-once':
    'The order is consistent with a server that serves several clients at once: after its first answer to {first} (No. {firstAnswer}) it gave {second} a first answer (No. {secondAnswer}), and then still sent new data to {first} (No. {again}), after more data had come from that client (No. {request}).',
  'service-at-once-closing':
    'The order is consistent with a server that serves several clients at once: after its first answer to {first} (No. {firstAnswer}) it gave {second} a first answer (No. {secondAnswer}), and then, before it was done with {second}, answered the FIN from {first} (No. {request}) with its own (No. {again}).',
  'service-at-once-why':
    'Whether it does so with several threads, several processes, or one program that watches all connections, a capture does not show.',
  'service-at-once-buffered':
    'The order is consistent with a server that serves several clients at once: after its first answer to {first} (No. {firstAnswer}) it gave {second} a first answer (No. {secondAnswer}), and then still sent new data to {first} (No. {again}).',
  'service-at-once-buffered-why':
    "The server's program may, however, have handed the data in No. {again} to its TCP before it turned to the next client.",
  'service-few-answered':
    'The order of serving cannot be told: fewer than two connections got data from the server.',
  'service-no-overlap':
    'The order of serving cannot be told: no client is seen to wait while another one was served.',
  'service-idle-overlap':
    '{second} got its first answer (No. {secondAnswer}) while the connection of {first}, answered before in No. {firstAnswer}, was still open: this server does not wait for that connection to end. Whether it serves both at once cannot be told, for nothing shows {first} being served after that while {second} was.',
  'service-end-client-fin': 'the FIN from the client',
  'service-end-server-fin': 'the FIN from the server',
  'service-end-client-reset': 'the RST from the client',
  'service-end-server-reset': 'the RST from the server',
  'service-end-data': 'the last data from the server',
  'service-clock-server': 'This capture was made on the server, so times and order are those seen there.',
  'service-clock-elsewhere':
    'This capture was made on {capture}, not on the server: times and order are those seen there, and may differ from those at the server.',
  'service-clock-unknown':
    'Times and order are those seen where the capture was made; whether that is the server is not known.',
  'service-column-client': 'Client',
  'service-column-established': 'Open',
  'service-column-request': 'First data',
  'service-column-answer': 'First answer',
  'service-column-waited': 'Waited',
  'service-column-end': "Server's FIN/RST",
  'service-client': '{client} (connection {connection})',
  'service-event': 'No. {frame} {time}',
  'service-event-untimed': 'No. {frame}',
  'service-greeting': '{event} (server first)',
  'service-further': 'Not shown: {connections} more to this server.',
  'services-further': 'Other servers that more than one connection reached: {count}.',
};
