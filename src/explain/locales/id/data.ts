import type { DATA } from '../../sentences/data.js';
import type { Templates } from '../../sentences.js';

export const data: Templates<typeof DATA> = {
  'data-push':
    '{source} mengirim {bytes} data ke {destination}, yaitu {range} pada arah ini, dengan flag PSH: pengirim meminta data itu diserahkan ke program penerima tanpa menunggu data berikutnya.',
  'data-push-midstream':
    '{source} mengirim {bytes} data ke {destination} dengan flag PSH: pengirim meminta data itu diserahkan ke program penerima tanpa menunggu data berikutnya.',
  data: '{source} mengirim {bytes} data ke {destination}, yaitu {range} pada arah ini.',
  'data-midstream': '{source} mengirim {bytes} data ke {destination}.',
  'data-again': '{source} mengirim ulang {bytes} data ke {destination}.',
  'data-again-of':
    '{source} mengirim ulang {bytes} data ke {destination}; nomor urut byte pertamanya sudah dipakai di No. {originalFrame}.',
  'carries-data': 'Segmen ini sekaligus membawa {bytes} data.',
  'preview-whole': 'Isinya: "{preview}".',
  'preview-beginning': 'Isinya diawali: "{preview}".',
  'half-close':
    'Arah dari {destination} sudah ditutup dengan FIN, tetapi pada arah ini data masih boleh dikirim (half-close).',
  'also-acknowledges': 'Segmen ini sekaligus mengonfirmasi segmen di No. {acknowledgedFrame}.',
  'also-acknowledges-fin': 'Segmen ini sekaligus mengonfirmasi FIN dari {destination}.',
  ack: '{source} mengirim ACK tanpa data ke {destination}: Ack={ack}, yaitu nomor byte berikutnya yang ditunggunya.',
  'ack-of':
    '{source} mengirim ACK untuk segmen di No. {acknowledgedFrame}, {roundTrip} sesudahnya: TCP-nya sudah menerima semua byte sampai dengan akhir segmen itu.',
  'ack-of-untimed':
    '{source} mengirim ACK untuk segmen di No. {acknowledgedFrame}: TCP-nya sudah menerima semua byte sampai dengan akhir segmen itu.',
  'no-ack-flag':
    '{source} mengirim segmen tanpa data dan tanpa flag ACK ke {destination} (flag: {flags}); segmen seperti ini tidak lazim dalam koneksi TCP.',
  'keep-alive':
    '{source} mengirim segmen yang kemungkinan keep-alive ke {destination}: tanpa data baru dan dengan nomor urut tepat sebelum byte berikutnya, untuk memeriksa apakah koneksinya masih hidup.',
  'keep-alive-answer':
    '{source} menjawab keep-alive dari {destination}: koneksinya masih hidup, dan tidak ada data baru.',
  'window-probe':
    '{source} mengirim window probe ke {destination}, tanpa data baru: window {destination} sedang 0, dan probe ini menanyakan apakah sudah ada ruang.',
  'window-probe-byte':
    '{source} mengirim {bytes} data sebagai window probe ke {destination}: window {destination} sedang 0, dan probe ini menanyakan apakah sudah ada ruang.',
  'window-probe-answer':
    '{source} menjawab window probe dari {destination}: window-nya masih 0, jadi data belum boleh dikirim.',
  'window-update':
    '{source} mengumumkan kepada {destination} bahwa window penerimaannya kini {window}, tanpa mengonfirmasi data baru.',
  'window-update-unscaled':
    '{source} mengumumkan kepada {destination} bahwa window penerimaannya berubah: header-nya menyebut {window}, tetapi faktor skalanya tidak terekam.',
  'duplicate-ack':
    '{source} mengulang ACK di No. {repeatedFrame} (duplicate ACK ke-{repetition}): ia tetap menunggu segmen mulai Seq={ack}, kemungkinan karena segmen itu hilang atau terlambat, sedangkan segmen sesudahnya sudah tiba.',
  'duplicate-ack-plain':
    '{source} mengulang ACK sebelumnya (duplicate ACK): ia tetap menunggu segmen mulai Seq={ack}, kemungkinan karena segmen itu hilang atau terlambat.',
  'data-again-unseen':
    '{source} mengirim {bytes} data ke {destination}, kemungkinan pengiriman ulang: nomor urutnya sudah terlewati di arah ini, tetapi sampai frame ini kiriman pertamanya tidak ditemukan.',
  'carries-last-data': 'Segmen ini sekaligus membawa data terakhirnya, {bytes}.',
  'data-again-partly':
    '{source} mengirim {bytes} data ke {destination}; bagian awalnya kemungkinan sudah pernah dikirim, bagian akhirnya baru.',
  'duplicate-ack-idle':
    '{source} mengulang ACK di No. {repeatedFrame} (duplicate ACK ke-{repetition}): ia tetap menunggu byte Seq={ack}, tetapi belum ada yang terekam dari {destination} sesudah byte itu; mungkin ia menerima lagi sesuatu yang sudah dimilikinya.',
  'duplicate-ack-idle-plain':
    '{source} mengulang ACK sebelumnya (duplicate ACK): ia tetap menunggu byte Seq={ack}, tetapi belum ada yang terekam dari {destination} sesudah byte itu; mungkin ia menerima lagi sesuatu yang sudah dimilikinya.',
};
