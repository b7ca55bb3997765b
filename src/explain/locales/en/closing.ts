import type { CLOSING } from '../../sentences/closing.js';
import type { Templates } from '../../sentences.js';

export const closing: Templates<typeof CLOSING> = {
  'fin-begins':
    '{source} begins the close by sending a FIN to {destination}: the first step of closing, which says that no new data will come from it.',
  'fin-four-3':
    '{source} closes its own direction with a FIN, after it had acknowledged the FIN from {destination}: step 3 of the four-way close.',
  'fin-three-2':
    '{source} acknowledges the FIN in No. {answeredFrame} and at once closes its own direction with FIN, ACK: step 2 of a close in three segments.',
  'fin-three-2-plain':
    '{source} acknowledges the FIN from {destination} and at once closes its own direction with FIN, ACK: step 2 of a close in three segments.',
  'fin-crossing':
    '{source} sends a FIN to {destination} before acknowledging the FIN from {destination}: the two FINs cross (simultaneous close).',
  'fin-again': '{source} sends its FIN to {destination} again; probably the ACK for it has not arrived.',
  'fin-again-of':
    '{source} sends the FIN of No. {originalFrame} to {destination} again; probably the ACK for it has not arrived.',
  'fin-after-reset':
    '{source} still sends a FIN to {destination}, although a RST has already ended this connection.',
  'fin-first-unplaced': '{source} sends a FIN to {destination}: no new data will come from it.',
  'fin-second-unplaced': '{source} sends a FIN to {destination} to close its own direction as well.',
  'fin-ack-four-2':
    '{source} acknowledges the FIN in No. {answeredFrame}: step 2 of the four-way close. The direction from {source} to {destination} is still open.',
  'fin-ack-four-4':
    '{source} acknowledges the FIN in No. {answeredFrame}: step 4, the last of the four-way close. Both directions are now closed.',
  'fin-ack-three-3':
    '{source} acknowledges the FIN in No. {answeredFrame}: step 3, the last of a close in three segments. Both directions are now closed.',
  'fin-ack-crossing': '{source} acknowledges the FIN from {destination}, which crossed its own FIN.',
  'fin-ack-after-reset':
    '{source} acknowledges the FIN from {destination}, although a RST has already ended this connection.',
  'fin-ack-plain': '{source} acknowledges the FIN from {destination}.',
  'fin-ack-of': '{source} acknowledges the FIN in No. {answeredFrame}.',
  'reset-refused':
    '{source} refuses the SYN in No. {answeredFrame} with a RST: the connection to port {sourcePort} is not opened. Perhaps no program waits at that port, perhaps a firewall refuses.',
  'reset-refused-inferred':
    '{source} sends a RST to {destination}; probably it refuses a SYN to port {sourcePort}.',
  'reset-data-after-close':
    '{source} answers the data in No. {answeredFrame} with a RST: it has sent its FIN and takes no more data on this connection, so that data reaches no program.',
  'reset-no-socket': '{source} sends a RST to {destination}; probably it no longer knows of this connection.',
  'reset-no-socket-of':
    '{source} answers the segment in No. {answeredFrame} with a RST; probably it does not, or no longer, know of this connection.',
  'reset-after-close-of':
    '{source} answers the segment in No. {answeredFrame} with a RST after both sides had sent a FIN; probably it no longer knows of this connection.',
  'reset-after-close':
    '{source} sends a RST to {destination} after both sides had sent a FIN; the connection was being closed anyway.',
  'reset-aborted':
    '{source} ends the connection with {destination} at once by a RST, without completing the usual close by FIN.',
  'reset-aborted-inferred':
    '{source} sends a RST to {destination}; probably it ends this connection at once, without the usual close by FIN.',
  'reset-unread-data':
    'Probably its program closed the socket with data still unread, for it never answered the last data from {destination}, in No. {unansweredFrame}; only the log of that program can make this certain.',
  'reset-unknown':
    '{source} sends a RST to {destination}, the sign that ends a connection at once; up to here its cause does not show in this capture.',
  'reset-plain': '{source} sends a RST to {destination}.',
};
