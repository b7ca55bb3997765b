import type { CLOSING } from '../../sentences/closing.js';
import type { Templates } from '../../sentences.js';

export const closing: Templates<typeof CLOSING> = {
  'fin-begins':
    '{source} memulai penutupan koneksi dengan mengirim FIN ke {destination} (langkah pertama), tanda bahwa tidak akan ada data baru lagi darinya.',
  'fin-four-3':
    '{source} menutup arahnya sendiri dengan FIN, setelah lebih dahulu mengonfirmasi FIN dari {destination}: langkah ke-3 dari four-way close.',
  'fin-three-2':
    '{source} mengonfirmasi FIN di No. {answeredFrame} sekaligus menutup arahnya sendiri dengan FIN, ACK: langkah ke-2 dari penutupan dalam tiga segmen.',
  'fin-three-2-plain':
    '{source} mengonfirmasi FIN dari {destination} sekaligus menutup arahnya sendiri dengan FIN, ACK: langkah ke-2 dari penutupan dalam tiga segmen.',
  'fin-crossing':
    '{source} mengirim FIN ke {destination} sebelum mengonfirmasi FIN dari {destination}: kedua FIN bersilangan (simultaneous close).',
  'fin-again':
    '{source} mengulang FIN-nya ke {destination}; kemungkinan ACK untuk FIN itu belum diterimanya.',
  'fin-again-of':
    '{source} mengulang FIN di No. {originalFrame} ke {destination}; kemungkinan ACK untuk FIN itu belum diterimanya.',
  'fin-after-reset':
    '{source} masih mengirim FIN ke {destination}, padahal koneksi ini sudah diputus dengan RST.',
  'fin-first-unplaced':
    '{source} mengirim FIN ke {destination}, tanda bahwa tidak akan ada data baru lagi darinya.',
  'fin-second-unplaced': '{source} mengirim FIN ke {destination} untuk menutup arahnya sendiri juga.',
  'fin-ack-four-2':
    '{source} mengonfirmasi FIN di No. {answeredFrame}: langkah ke-2 dari four-way close. Arah dari {source} ke {destination} masih terbuka.',
  'fin-ack-four-4':
    '{source} mengonfirmasi FIN di No. {answeredFrame}: langkah ke-4 sekaligus terakhir dari four-way close. Kedua arah koneksi kini tertutup.',
  'fin-ack-three-3':
    '{source} mengonfirmasi FIN di No. {answeredFrame}: langkah ke-3 sekaligus terakhir dari penutupan dalam tiga segmen. Kedua arah koneksi kini tertutup.',
  'fin-ack-crossing':
    '{source} mengonfirmasi FIN dari {destination}, yang bersilangan dengan FIN-nya sendiri.',
  'fin-ack-after-reset':
    '{source} mengonfirmasi FIN dari {destination}, padahal koneksi ini sudah diputus dengan RST.',
  'fin-ack-plain': '{source} mengonfirmasi FIN dari {destination}.',
  'fin-ack-of': '{source} mengonfirmasi FIN di No. {answeredFrame}.',
  'reset-refused':
    '{source} menolak SYN di No. {answeredFrame} dengan RST: koneksi ke port {sourcePort} tidak jadi dibuka. Mungkin tidak ada program yang menunggu di port itu, mungkin pula firewall yang menolak.',
  'reset-refused-inferred':
    '{source} mengirim RST ke {destination}; kemungkinan RST ini menolak SYN ke port {sourcePort}.',
  'reset-data-after-close':
    '{source} membalas data di No. {answeredFrame} dengan RST: ia sudah mengirim FIN dan tidak lagi menerima data di koneksi ini, jadi data itu tidak sampai ke program mana pun.',
  'reset-no-socket':
    '{source} mengirim RST ke {destination}; kemungkinan koneksi ini sudah tidak dikenalnya lagi.',
  'reset-no-socket-of':
    '{source} membalas segmen di No. {answeredFrame} dengan RST; kemungkinan koneksi ini tidak, atau tidak lagi, dikenalnya.',
  'reset-after-close-of':
    '{source} membalas segmen di No. {answeredFrame} dengan RST setelah kedua sisi mengirim FIN; kemungkinan koneksi ini sudah tidak dikenalnya lagi.',
  'reset-after-close':
    '{source} mengirim RST ke {destination} setelah kedua sisi mengirim FIN; koneksinya memang sedang atau sudah ditutup.',
  'reset-aborted':
    '{source} memutus koneksi dengan {destination} seketika dengan RST, tanpa menyelesaikan penutupan biasa dengan FIN.',
  'reset-aborted-inferred':
    '{source} mengirim RST ke {destination}; kemungkinan ia memutus koneksi ini seketika, tanpa penutupan biasa dengan FIN.',
  'reset-unread-data':
    'Kemungkinan programnya menutup socket ketika masih ada data yang belum dibaca, sebab setelah data terakhir dari {destination}, di No. {unansweredFrame}, ia tidak mengirim data lagi; hanya log programnya yang dapat memastikan.',
  'reset-unknown':
    '{source} mengirim RST ke {destination}, tanda untuk memutus koneksi seketika; sampai frame ini, sebabnya tidak tampak dalam rekaman.',
  'reset-plain': '{source} mengirim RST ke {destination}.',
};
