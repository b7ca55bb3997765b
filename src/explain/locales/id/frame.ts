import type { FRAME } from '../../sentences/frame.js';
import type { Templates } from '../../sentences.js';

export const frame: Templates<typeof FRAME> = {
  'fragment-first':
    'Potongan pertama dari paket IP {source} ke {destination} yang dipecah; header-nya menyatakan masih ada potongan lain.',
  'fragment-middle':
    'Potongan tengah dari paket IP {source} ke {destination} yang dipecah, mulai offset {offset} paket itu; belum melengkapinya.',
  'fragment-last':
    'Potongan terakhir dari paket IP {source} ke {destination} yang dipecah, mulai offset {offset} paket itu; masih ada potongan lain yang belum terlihat.',
  'fragment-plain': 'Potongan dari paket IP {source} ke {destination} yang dipecah; belum melengkapinya.',
  'fragment-packet': 'Potongan yang pertama terlihat ada di No. {packetFrame}.',
  reassembled: 'Frame ini melengkapi paket IP yang dipecah; potongannya: {pieces}.',
  'malformed-length':
    'Frame ini tidak dapat dibaca: di header {stoppedLayer} (offset {stoppedOffset} dari awal frame) ada panjang yang tidak mungkin benar.',
  'malformed-value':
    'Frame ini tidak dapat dibaca: di header {stoppedLayer} (offset {stoppedOffset} dari awal frame) ada nilai yang tidak mungkin benar.',
  'malformed-deep':
    'Frame ini tidak dibaca lebih jauh: pada {stoppedLayer} (offset {stoppedOffset} dari awal frame) lapisannya terlalu banyak.',
  'malformed-plain': 'Frame ini tidak dapat dibaca.',
  'stopped-length':
    'Pembacaan {stoppedLayer} berhenti pada offset {stoppedOffset} frame karena ada panjang yang tidak mungkin benar; yang sebelum itu tetap berlaku.',
  'stopped-value':
    'Pada offset {stoppedOffset} frame, {stoppedLayer} memuat nilai yang tidak mungkin benar; selebihnya tetap berlaku.',
  'stopped-unsupported':
    'Pembacaan {stoppedLayer} berhenti pada offset {stoppedOffset} frame karena bentuknya tidak didukung; yang sebelum itu tetap berlaku.',
  'stopped-cut':
    'Pembacaan {stoppedLayer} berhenti pada offset {stoppedOffset} frame karena byte selanjutnya tidak tersimpan dalam rekaman.',
  'cut-header':
    'Rekaman frame ini berakhir pada offset {stoppedOffset}, di tengah header {stoppedLayer}, sehingga perannya tidak dapat ditentukan.',
  other: 'Frame {layer} sepanjang {wireLength} dari {source} ke {destination}; isinya tidak diuraikan.',
  'other-nameless': 'Frame {layer} sepanjang {wireLength}; isinya tidak diuraikan.',
  encapsulated: 'Paket ini terbungkus dalam tunnel: {encapsulation}.',
  comment: 'Komentar di berkas rekaman: "{comment}".',
};
