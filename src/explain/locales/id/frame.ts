import type { FRAME } from '../../sentences/frame.js';
import type { Templates } from '../../sentences.js';

export const frame: Templates<typeof FRAME> = {
  'fragment-first':
    'Fragmen pertama dari sebuah paket IP, dari {source} ke {destination}; header-nya menyatakan masih ada fragmen lain.',
  'fragment-middle':
    'Fragmen tengah dari sebuah paket IP, dari {source} ke {destination}, mulai offset {offset} paket itu; paketnya belum lengkap.',
  'fragment-last':
    'Fragmen terakhir dari sebuah paket IP, dari {source} ke {destination}, mulai offset {offset} paket itu; paketnya belum lengkap.',
  'fragment-conflict':
    'Sebagian byte-nya berbeda dari fragmen terdahulu pada tempat yang sama dalam paket; yang dipakai ialah yang terdahulu.',
  'fragment-plain': 'Fragmen dari sebuah paket IP, dari {source} ke {destination}; paketnya belum lengkap.',
  'fragment-packet': 'Fragmen yang pertama terlihat ada di No. {packetFrame}.',
  reassembled: 'Frame ini melengkapi paket IP yang dikirim dalam beberapa fragmen: {pieces}.',
  'malformed-length':
    'Frame ini tidak dapat dibaca: di header {stoppedLayer} (offset {stoppedOffset} dari awal frame) ada nilai panjang yang tidak mungkin benar.',
  'malformed-value':
    'Frame ini tidak dapat dibaca: di header {stoppedLayer} (offset {stoppedOffset} dari awal frame) ada nilai yang tidak mungkin benar.',
  'malformed-deep':
    'Frame ini tidak dibaca lebih jauh: sampai di {stoppedLayer} (offset {stoppedOffset} dari awal frame), lapisannya sudah terlalu banyak.',
  'malformed-plain': 'Frame ini tidak dapat dibaca.',
  'stopped-length':
    'Pembacaan {stoppedLayer} berhenti pada offset {stoppedOffset} frame karena ada nilai panjang yang tidak mungkin benar; bagian sebelumnya tetap berlaku.',
  'stopped-value':
    'Pada offset {stoppedOffset} frame, {stoppedLayer} memuat nilai yang tidak mungkin benar; bagian lainnya tetap berlaku.',
  'stopped-unsupported':
    'Pembacaan {stoppedLayer} berhenti pada offset {stoppedOffset} frame karena bentuknya tidak didukung; bagian sebelumnya tetap berlaku.',
  'stopped-cut':
    'Pembacaan {stoppedLayer} berhenti pada offset {stoppedOffset} frame karena byte selanjutnya tidak tersimpan dalam rekaman.',
  'cut-header':
    'Rekaman frame ini berakhir pada offset {stoppedOffset}, di tengah header {stoppedLayer}, sehingga perannya tidak dapat ditentukan.',
  other: 'Frame {layer} sepanjang {wireLength} dari {source} ke {destination}; isinya tidak diuraikan.',
  'other-nameless': 'Frame {layer} sepanjang {wireLength}; isinya tidak diuraikan.',
  encapsulated: 'Paket ini terbungkus dalam tunnel: {encapsulation}.',
  comment: 'Komentar di berkas rekaman: "{comment}".',
};
