import type { FINDING } from '../../sentences/findings.js';
import type { Templates } from '../../sentences.js';

export const findings: Templates<typeof FINDING> = {
  'retransmission-timer':
    'Jaraknya {timeout} dari segmen terlama yang belum dikonfirmasi; kemungkinan segmen semula, atau ACK untuknya, hilang atau terlambat.',
  'retransmission-cause':
    'Kemungkinan segmen semula, atau ACK untuknya, hilang atau terlambat; satu rekaman tidak dapat memastikan yang mana.',
  'segment-again':
    'Nomor urut segmen ini sudah terlewati di arah ini, jadi ini tampaknya pengiriman ulang (retransmission).',
  'segment-again-of':
    'Nomor urutnya sudah dipakai di No. {originalFrame}, jadi ini tampaknya pengiriman ulang (retransmission).',
  'acks-again': 'Nomor ACK-nya mengulang yang sebelumnya (duplicate ACK).',
  'fast-retransmission':
    'Ini menyusul beberapa duplicate ACK dari {destination}, jadi tampaknya dikirim tanpa menunggu timer habis (fast retransmission).',
  'spurious-retransmission':
    'Pengulangan ini tidak perlu (spurious retransmission), sebab dalam rekaman ini {destination} sudah mengonfirmasi data itu; kemungkinan ACK-nya hilang di jalan atau terlambat sampai.',
  'out-of-order':
    'Di titik rekam, segmen ini datang sesudah segmen yang nomor urutnya lebih besar (out-of-order). Kemungkinan urutannya tertukar di jalan; dari satu rekaman, pengiriman ulang yang cepat tampak serupa.',
  'previous-segment-not-captured':
    'Byte dari {source} tepat sebelum segmen ini belum terekam sampai frame ini: mungkin hilang sebelum titik rekam, terlambat, atau lewat tanpa tertangkap.',
  'acked-unseen-segment':
    'Nomor ACK-nya melampaui semua data {destination} yang terekam sejauh ini: tampaknya ada data yang sudah sampai di {source}, tetapi tidak terekam, atau baru terekam sesudah ini.',
  'zero-window':
    '{source} mengumumkan window 0, artinya tidak ada ruang untuk data lagi, sehingga {destination} harus berhenti mengirim dahulu. Kemungkinan programnya belum membaca data yang sudah diterima.',
  'window-full':
    'Dengan segmen ini, window yang diumumkan {destination} terisi penuh; {source} baru boleh mengirim lagi setelah ada ruang.',
  'port-reuse':
    'Pasangan alamat dan port ini sudah dipakai koneksi, atau percobaan koneksi, sebelumnya; nomor urut awalnya berbeda, jadi ini yang baru.',
  'duplicate-frame':
    'Frame ini salinan No. {copiedFrame}: paket yang sama persis, bukan pengiriman ulang oleh TCP. Mungkin paket itu terekam di dua tempat, mungkin digandakan di jalan.',
  'duplicate-frame-plain':
    'Frame ini salinan frame sebelumnya: paket yang sama persis, bukan pengiriman ulang oleh TCP. Mungkin paket itu terekam di dua tempat, mungkin digandakan di jalan.',
  'copy-of-data': 'Paket itu membawa {bytes} data dari {source} ke {destination}.',
  'copy-of-segment': 'Paket itu berisi segmen tanpa data dari {source} ke {destination} (flag: {flags}).',
  'cut-short':
    'Rekaman hanya menyimpan {capturedLength} dari {wireLength} frame ini; sisanya tidak tersimpan, bukan hilang di jaringan.',
  offloaded:
    'Ukurannya ({wireLength}) tampaknya melebihi batas satu paket di jaringan ini (MTU): kemungkinan direkam di mesin yang kartu jaringannya memecah atau menggabungkan segmen (offload), sehingga di jaringan wujudnya beberapa segmen.',
  'overlap-conflict':
    'Sebagian byte yang dikirim ulang di sini isinya berbeda dari pengiriman pertamanya; TCP yang wajar tidak melakukannya.',
  'reset-out-of-window':
    'Nomor urut RST ini di luar window {destination}, sehingga semestinya diabaikan; mungkin terlambat, mungkin palsu.',
  'bad-checksum':
    'Checksum-nya tidak cocok. Bila direkam di mesin pengirim, ini wajar karena kartu jaringan yang mengisinya (checksum offload); bila tidak, kemungkinan isinya rusak.',
  'limit-reached':
    'Batas penelusuran framewise tercapai, sehingga sebagian hubungan antarframe tidak dicari.',
  'limit-reached-named':
    'Batas penelusuran framewise tercapai ({limit}), sehingga sebagian hubungan antarframe tidak dicari.',
  'original-unseen':
    'Kemungkinan kiriman pertamanya hilang sebelum titik rekam, atau lewat tanpa tertangkap.',
  'port-reuse-answer':
    'Segmen {source} sebelumnya pada pasangan alamat dan port ini bernomor urut awal lain, jadi mungkin berasal dari koneksi sebelumnya.',
};
