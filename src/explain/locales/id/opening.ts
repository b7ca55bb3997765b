import type { OPENING } from '../../sentences/opening.js';
import type { Templates } from '../../sentences.js';

export const opening: Templates<typeof OPENING> = {
  syn: '{source} mengirim SYN ke {destination} port {destinationPort} untuk membuka koneksi: langkah ke-1 dari three-way handshake.',
  'syn-again':
    '{source} mengulang SYN-nya ke {destination} port {destinationPort}; kemungkinan belum ada balasan atas SYN sebelumnya yang diterimanya.',
  'syn-again-of':
    '{source} mengulang SYN di No. {originalFrame} ke {destination} port {destinationPort}; kemungkinan belum ada balasan yang diterimanya.',
  'syn-simultaneous':
    '{source} juga mengirim SYN ke {destination} port {destinationPort}, padahal {destination} sudah lebih dahulu mengirim SYN: ini simultaneous open atau split open, bukan three-way handshake biasa.',
  'syn-unplaced':
    '{source} mengirim SYN ke {destination} port {destinationPort}; kedudukannya dalam handshake tidak dapat dipastikan dari rekaman ini.',
  'fast-open': 'SYN ini sudah membawa {bytes} data, seperti pada TCP Fast Open.',
  'syn-ack':
    '{source} membalas SYN di No. {answeredFrame} dengan SYN, ACK, sekaligus mengajukan nomor urut awalnya sendiri: langkah ke-2 dari three-way handshake.',
  'syn-ack-plain':
    '{source} membalas SYN dari {destination} dengan SYN, ACK, sekaligus mengajukan nomor urut awalnya sendiri: langkah ke-2 dari three-way handshake.',
  'syn-ack-unseen':
    '{source} mengirim SYN, ACK ke {destination}, lazimnya sebagai balasan atas SYN; sampai frame ini, SYN-nya sendiri belum terlihat dalam rekaman.',
  'syn-ack-again':
    '{source} mengulang SYN, ACK-nya ke {destination}; kemungkinan ACK yang menyelesaikan handshake belum diterimanya.',
  'syn-ack-again-of':
    '{source} mengulang SYN, ACK di No. {originalFrame} ke {destination}; kemungkinan ACK yang menyelesaikan handshake belum diterimanya.',
  'syn-ack-simultaneous':
    '{source} mengonfirmasi SYN dari {destination} dengan SYN, ACK, setelah kedua sisi mengirim SYN (simultaneous open atau split open).',
  'syn-ack-unplaced':
    '{source} mengirim SYN, ACK ke {destination}, tetapi nomor ACK-nya tidak cocok dengan SYN yang terekam, sehingga kedudukannya dalam handshake tidak dapat dipastikan.',
  'handshake-ack':
    '{source} mengonfirmasi SYN, ACK di No. {answeredFrame} dengan ACK: langkah ke-3 dari three-way handshake. Begitu ACK ini sampai, koneksi terbuka di kedua sisi.',
  'handshake-ack-plain':
    '{source} mengonfirmasi SYN, ACK dari {destination} dengan ACK: langkah ke-3 dari three-way handshake. Begitu ACK ini sampai, koneksi terbuka di kedua sisi.',
  'handshake-ack-unseen':
    '{source} mengonfirmasi SYN, ACK dari {destination} sehingga handshake selesai; sampai frame ini, SYN pembukanya belum terlihat dalam rekaman.',
  'handshake-ack-simultaneous':
    '{source} mengonfirmasi SYN dari {destination}, setelah kedua sisi mengirim SYN (simultaneous open atau split open).',
  'handshake-ack-unplaced':
    '{source} mengonfirmasi SYN, ACK dari {destination}. Ini ACK pertama darinya yang terekam setelah itu; segmen yang semula menyelesaikan handshake kemungkinan tidak terekam.',
  'syn-after-refusal':
    '{source} mengulang SYN-nya ke {destination} port {destinationPort}, padahal SYN sebelumnya sudah ditolak dengan RST: ia mencoba sekali lagi.',
};
