import type { Templates } from '../../sentences.js';
import type { STORY } from '../../words/story.js';

export const story: Templates<typeof STORY> = {
  stories: 'The story',
  'story-of': '{client} to {server} ({places})',
  'story-place': 'connection {connection} in {capture}',
  'story-of-name': 'Name lookup of {name} by {client} (capture {capture})',
  'stories-further': 'Not told: {conversations} more.',
  'story-frames': 'No. {frames}',
  'story-frames-in': 'No. {frames} in {capture}',
  'story-last': '{list} and {last}',
  'story-asked':
    '{client} asks the DNS server {server} for the {type} record of {name} ({queryWhere}), and the answer is {answer} ({responseWhere}).',
  'story-asked-nothing':
    '{client} asks the DNS server {server} for the {type} record of {name} ({queryWhere}), with this outcome ({responseWhere}): {outcome}.',
  'story-asked-unanswered':
    '{client} asks the DNS server {server} for the {type} record of {name} ({queryWhere}), but this capture holds no answer.',
  'story-asked-address': 'That address, {address}, is the one it then connects to.',
  'story-opened': '{client} opens a connection to {server} port {port} with a three-way handshake ({where}).',
  'story-opened-partly':
    '{client} opens a connection to {server} port {port} with a SYN, which is answered by SYN, ACK ({where}); the ACK that first completed the handshake was probably not captured.',
  'story-half-open':
    '{client} sends a SYN to {server} port {port}, which is answered by SYN, ACK ({where}), but the handshake is not completed in this capture.',
  'story-syn': '{client} sends a SYN to {server} port {port} ({where}) to open a connection.',
  'story-syns':
    '{client} sends a SYN to {server} port {port} {count} times (first in {where}) to open a connection.',
  'story-syn-repeated': 'To do so, {client} sends its SYN {count} times.',
  'story-simultaneous':
    '{client} and {server} (port {port}) both send a SYN ({where}): a simultaneous or split open.',
  'story-midstream':
    'The beginning of the connection from {client} to {server} port {port} was not captured in full.',
  'story-midstream-inferred':
    'The beginning of the connection between {client} and {server} port {port} was not captured; by the ports, the one named first is probably the client.',
  'story-said-one': '{sender} sends {bytes} of data in one segment ({where}).',
  'story-said-text': '{sender} sends {bytes} of data in one segment ({where}): "{text}".',
  'story-said-several': '{sender} sends {bytes} of data in {segments} of {sizes} ({where}).',
  'story-said-many': '{sender} sends {bytes} of data in {segments}, from {firstWhere} to {lastWhere}.',
  'story-read-size':
    'They hold what {other} had just sent, divided differently: the program on {sender} probably reads at most {size} at a time, and sends back each piece that it read. Only its log can make that certain.',
  'story-read-size-logged':
    'They hold what {other} had just sent, divided differently: by its log, the program on {sender} reads at most {size} at a time.',
  'story-no-data': 'No data was captured in this connection.',
  'story-further-turns': 'After that, both sides go on sending data in turns.',
  'story-total': 'In all, {sender} sends {bytes} of data, carried by {frames}.',
  'story-losses': 'On the way the capture shows {list}.',
  'story-closed-three':
    '{closer} begins the close with a FIN ({firstWhere}); {other} acknowledges it and at once sends its own FIN ({secondWhere}), which {closer} acknowledges ({thirdWhere}): a close in three segments.',
  'story-closed-four':
    '{closer} begins the close with a FIN ({firstWhere}), which {other} acknowledges ({secondWhere}); then {other} closes its own direction with a FIN ({thirdWhere}), which {closer} acknowledges ({fourthWhere}): a four-way close.',
  'story-closed-crossing':
    'Both sides send a FIN before they acknowledge that of the other ({where}): the two FINs cross, and both are acknowledged.',
  'story-closed': 'Both sides close their direction with a FIN ({where}), and both FINs are acknowledged.',
  'story-closing':
    'Both sides send a FIN ({where}), but not both acknowledgments of them are in this capture.',
  'story-half-closed':
    '{closer} closes its direction with a FIN ({where}); there is no FIN from {other} in this capture.',
  'story-reset': 'Then, in {where}: {explanation}',
  'story-reset-unread':
    'Then {sender} ends the connection with {other} at once by a RST ({where}): by its log, the program on {sender} closed its socket with {unread} unread that had arrived.',
  'story-reset-linger':
    'Then {sender} ends the connection with {other} at once by a RST ({where}): by its log, the program on {sender} closed its socket with SO_LINGER 0, which asks for that.',
  'story-no-answer': 'No TCP segment answers it in this capture.',
  'story-open': 'How the connection ended was not captured: there is neither FIN nor RST.',
};
