import type { Templates } from '../../sentences.js';
import type { SERVICES } from '../../words/services.js';

export const services: Templates<typeof SERVICES> = {
  services: 'Siapa dilayani kapan',
  'service-of': 'Server {server} dalam rekaman {capture}: {connections}',
  'service-in-turn':
    'Urutannya konsisten dengan server yang melayani client satu per satu: jawaban pertama untuk {waiting} (No. {answer}) baru terekam sesudah {ending} pada koneksi {served} (No. {end}), padahal data pertama dari {waiting} sudah ada di No. {from}. Selang antara data itu dan jawabannya {waited}.',
  'service-in-turn-untimed':
    'Urutannya konsisten dengan server yang melayani client satu per satu: jawaban pertama untuk {waiting} (No. {answer}) baru terekam sesudah {ending} pada koneksi {served} (No. {end}), padahal data pertama dari {waiting} sudah ada di No. {from}.',
  'service-in-turn-greeted':
    'Urutannya konsisten dengan server yang melayani client satu per satu: data pertama untuk {waiting} (No. {answer}) baru terekam sesudah {ending} pada koneksi {served} (No. {end}), padahal handshake {waiting} sudah selesai di No. {from}. Selang antara handshake dan data itu {waited}.',
  'service-in-turn-greeted-untimed':
    'Urutannya konsisten dengan server yang melayani client satu per satu: data pertama untuk {waiting} (No. {answer}) baru terekam sesudah {ending} pada koneksi {served} (No. {end}), padahal handshake {waiting} sudah selesai di No. {from}.',
  'service-waiters': 'Seluruhnya ada {connections} yang menunggu selagi koneksi lain dilayani.',
  'service-in-turn-why':
    'Rekaman saja tidak membuktikannya: handshake dan data diterima oleh TCP di server walaupun programnya sedang sibuk, dan jawaban dapat terlambat karena sebab lain.',
  'service-at-once':
    'Urutannya konsisten dengan server yang melayani beberapa client sekaligus: sesudah jawaban pertama untuk {first} (No. {firstAnswer}), server memberi jawaban pertama kepada {second} (No. {secondAnswer}), lalu masih mengirim data baru kepada {first} (No. {again}) setelah data berikutnya dari client itu datang (No. {request}).',
  'service-at-once-closing':
    'Urutannya konsisten dengan server yang melayani beberapa client sekaligus: sesudah jawaban pertama untuk {first} (No. {firstAnswer}), server memberi jawaban pertama kepada {second} (No. {secondAnswer}), lalu, ketika {second} belum selesai dilayani, membalas FIN dari {first} (No. {request}) dengan FIN-nya sendiri (No. {again}).',
  'service-at-once-why':
    'Apakah itu dengan beberapa thread, beberapa proses, atau satu program yang memantau semua koneksi, tidak tampak dalam rekaman.',
  'service-at-once-buffered':
    'Urutannya konsisten dengan server yang melayani beberapa client sekaligus: sesudah jawaban pertama untuk {first} (No. {firstAnswer}), server memberi jawaban pertama kepada {second} (No. {secondAnswer}), lalu masih mengirim data baru kepada {first} (No. {again}).',
  'service-at-once-buffered-why':
    'Namun, data di No. {again} itu mungkin pula sudah diserahkan program server kepada TCP-nya sebelum program itu beralih ke client berikutnya.',
  'service-few-answered':
    'Urutan pelayanannya tidak dapat diketahui: koneksi yang mendapat data dari server kurang dari dua.',
  'service-no-overlap':
    'Urutan pelayanannya tidak dapat diketahui: tidak ada client yang tampak menunggu selagi client lain dilayani.',
  'service-idle-overlap':
    '{second} mendapat jawaban pertama (No. {secondAnswer}) ketika koneksi {first}, yang sudah dijawab di No. {firstAnswer}, masih terbuka: server ini tidak menunggu koneksi itu berakhir. Apakah ia melayani keduanya sekaligus tidak dapat diketahui, sebab sesudah itu tidak tampak lagi bahwa {first} dilayani selagi {second} dilayani.',
  'service-end-client-fin': 'FIN dari client',
  'service-end-server-fin': 'FIN dari server',
  'service-end-client-reset': 'RST dari client',
  'service-end-server-reset': 'RST dari server',
  'service-end-data': 'data terakhir dari server',
  'service-clock-server':
    'Rekaman ini dibuat di mesin server, jadi waktu dan urutannya adalah yang tampak di sana.',
  'service-clock-elsewhere':
    'Rekaman ini dibuat di {capture}, bukan di server: waktu dan urutannya adalah yang tampak di sana, dan di server keduanya dapat berbeda.',
  'service-clock-unknown':
    'Waktu dan urutannya adalah yang tampak di titik rekam; apakah itu mesin server, tidak diketahui.',
  'service-column-client': 'Client',
  'service-column-established': 'Terbuka',
  'service-column-request': 'Data pertama',
  'service-column-answer': 'Jawaban pertama',
  'service-column-waited': 'Menunggu',
  'service-column-end': 'FIN/RST server',
  'service-client': '{client} (koneksi {connection})',
  'service-event': 'No. {frame} {time}',
  'service-event-untimed': 'No. {frame}',
  'service-greeting': '{event} (server lebih dahulu)',
  'service-further': 'Tidak ditampilkan: {connections} lagi ke server ini.',
  'services-further': 'Server lain yang didatangi lebih dari satu koneksi: {count}.',
};
