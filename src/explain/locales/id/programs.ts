import type { Templates } from '../../sentences.js';
import type { PROGRAMS } from '../../words/programs.js';

export const programs: Templates<typeof PROGRAMS> = {
  programs: 'Yang dilakukan program',
  'program-session': 'Program di {machine}: koneksi {connection}, {client} (client) ke {server} (server)',
  'program-session-unfound':
    'Program di {machine}: koneksi dengan {peer} (baris log {line}), tidak ditemukan dalam rekaman mesin itu',
  'program-uncertain':
    'Log tidak menunjukkan koneksi mana yang dimaksud: koneksi lain dalam rekaman juga cocok, dan yang paling awal dipakai di sini.',
  'program-no-beginning':
    'Awal koneksi ini tidak terekam, sehingga bacaan dan tulisan program tidak dapat dicocokkan dengan byte dalam rekaman.',
  'program-nothing': 'Log dari {machine} tidak memuat kejadian socket yang dikenal.',
  'program-cut': 'Log dari {machine} melebihi batas pembacaan; bagian akhirnya tidak dibaca.',
  'program-line': 'Baris',
  'program-event': 'Kejadian',
  'program-frames': 'No. ({capture})',
  'program-kind-listening': 'mendengarkan',
  'program-kind-connecting': 'meminta koneksi',
  'program-kind-accepted': 'menerima koneksi',
  'program-kind-write': 'menulis',
  'program-kind-read': 'membaca',
  'program-kind-end-of-stream': 'akhir aliran',
  'program-kind-error': 'galat',
  'program-kind-close': 'menutup',
  'program-listening': 'Program di {machine} mulai menunggu koneksi di {endpoint}.',
  'program-listening-said': 'Program di {machine} mencatat alamat server-nya: {endpoint}.',
  'program-listening-somewhere': 'Program di {machine} mulai menunggu koneksi.',
  'program-connecting':
    'Program di {machine} meminta koneksi ke {peer}; TCP menjalankan three-way handshake di {frames}.',
  'program-connecting-syn':
    'Program di {machine} meminta koneksi ke {peer}; TCP-nya mengirim SYN di {frames}.',
  'program-connecting-unseen': 'Program di {machine} meminta koneksi ke {peer}.',
  'program-accepted':
    'Program di {machine} menerima koneksi dari {peer}; three-way handshake-nya ({frames}) dijalankan TCP, bukan oleh program.',
  'program-accepted-unseen': 'Program di {machine} menerima koneksi dari {peer}.',
  'program-write': 'Program di {machine} menulis {bytes}; TCP mengirimnya dalam segmen {frames}.',
  'program-write-several':
    'Program di {machine} menulis {bytes}; TCP mengirimnya dalam {count} segmen: {frames}.',
  'program-write-rest':
    'Log tidak menyebut berapa byte yang ditulis program di {machine}; rekaman menunjukkan {bytes} berikutnya pada arah ini, di {frames}.',
  'program-write-rest-none':
    'Log tidak menyebut berapa byte yang ditulis program di {machine}, dan rekaman tidak menunjukkan byte berikutnya pada arah ini.',
  'program-write-unsure': 'Program di {machine} menulis; di sini log tidak dapat dicocokkan dengan rekaman.',
  'program-write-missing': 'Program di {machine} menulis {bytes}, yang tidak terekam.',
  'program-write-beyond':
    'Program di {machine} mencatat menulis {bytes}, tetapi sebanyak itu tidak terekam pada arah ini. Tulisan sesudah baris ini tidak dicocokkan lagi.',
  'program-write-different':
    'Log tidak cocok dengan rekaman: {bytes} yang menurut log ditulis program di {machine} berbeda dengan byte berikutnya pada arah ini. Tulisan sesudah baris ini tidak dicocokkan lagi.',
  'program-read': 'Program di {machine} membaca {bytes}, seluruh isi segmen {frames}.',
  'program-read-first-next':
    'Program di {machine} membaca {bytes} pertama dari {all} yang dibawa segmen {frames}; sisanya, {rest}, dibacanya pada pembacaan berikutnya.',
  'program-read-first-later':
    'Program di {machine} membaca {bytes} pertama dari {all} yang dibawa segmen {frames}; sisanya, {rest}, dibacanya kemudian.',
  'program-read-first-unread':
    'Program di {machine} membaca {bytes} pertama dari {all} yang dibawa segmen {frames}; sisanya, {rest}, menurut log tidak dibacanya lagi.',
  'program-read-middle': 'Program di {machine} membaca {range} dari {all} yang dibawa segmen {frames}.',
  'program-read-last':
    'Program di {machine} membaca {bytes} terakhir dari {all} yang dibawa segmen {frames}.',
  'program-read-from': 'Program di {machine} membaca {bytes} dari segmen {frames}.',
  'program-read-several': 'Program di {machine} membaca {bytes} sekaligus dari {count} segmen: {frames}.',
  'program-read-total':
    'Log mencatat {bytes} terbaca oleh program di {machine}, tetapi tidak dalam berapa kali pembacaan; byte itu dibawa {frames}.',
  'program-read-unsure':
    'Program di {machine} membaca {bytes}; di sini log tidak dapat dicocokkan dengan rekaman.',
  'program-read-missing': 'Program di {machine} membaca {bytes}, yang tidak terekam.',
  'program-read-beyond':
    'Log tidak cocok dengan rekaman: program di {machine} mencatat membaca {bytes}, tetapi sebanyak itu tidak terekam pada arah ini. Bacaan sesudah baris ini tidak dicocokkan lagi.',
  'program-read-different':
    'Log tidak cocok dengan rekaman: {bytes} yang menurut log dibaca program di {machine} berbeda dengan byte berikutnya pada arah ini. Bacaan sesudah baris ini tidak dicocokkan lagi.',
  'program-partly-missing': 'Sebagian byte itu tidak terekam.',
  'program-end':
    'Program di {machine} mendapat tanda akhir aliran (pembacaan 0 byte): {peer} sudah menutup arahnya dengan FIN di {frames}.',
  'program-end-plain': 'Program di {machine} mendapat tanda akhir aliran (pembacaan 0 byte).',
  'program-end-different':
    'Program di {machine} mencatat akhir aliran, tetapi menurut rekaman masih ada byte yang belum dibacanya atau FIN dari lawannya tidak terekam.',
  'program-error-reset':
    'Sesudah RST di {frames} atas nama {peer} memutus koneksi, panggilan berikutnya dari program di {machine} gagal: {error}.',
  'program-error-reset-call':
    'Sesudah RST di {frames} atas nama {peer} memutus koneksi, panggilan {call} dari program di {machine} gagal: {error}.',
  'program-error-refused':
    'Permintaan koneksi dari program di {machine} gagal ({error}): SYN-nya dijawab dengan RST di {frames}, atas nama {peer}.',
  'program-error': 'Program di {machine} mencatat galat: {error}.',
  'program-error-call': 'Panggilan {call} dari program di {machine} gagal: {error}.',
  'program-close-fin': 'Program di {machine} menutup socket-nya; TCP mengirim FIN di {frames}.',
  'program-close-unread':
    'Program di {machine} menutup socket-nya padahal {unread} yang sudah tiba ({unreadFrames}) belum dibacanya; karena itu TCP mengirim RST di {frames}, bukan FIN.',
  'program-close-linger':
    'Program di {machine} menutup socket-nya dengan SO_LINGER 0, yang meminta pemutusan: TCP mengirim RST di {frames}.',
  'program-close': 'Program di {machine} mencatat penutupan socket.',
  'program-close-call': 'Program di {machine} menutup socket-nya.',
  'program-shutdown-fin':
    'Program di {machine} menutup arah kirimnya (shutdown); TCP mengirim FIN di {frames}.',
  'program-shutdown': 'Program di {machine} menutup arah kirimnya (shutdown).',
  'program-exit-fin':
    'Proses di {machine} berakhir; socket-nya ditutup paling lambat saat itu, dan TCP mengirim FIN di {frames}.',
  'program-exit': 'Proses di {machine} berakhir; socket-nya ditutup paling lambat saat itu.',
  'program-ambiguous':
    'Log tidak menyebut koneksinya; baris ini juga cocok dengan koneksi lain yang sedang terbuka.',
  'program-limit-seen':
    'Program di {machine} membaca paling banyak {limit} sekali baca: setiap pembacaan yang menyisakan byte dari segmen yang sama berukuran tepat {limit}, dan tidak ada yang lebih besar.',
  'program-limit-told': 'Program di {machine} meminta paling banyak {limit} pada setiap pembacaan.',
  'program-largest': 'Pembacaan terbesar oleh program di {machine}: {largest}.',
  'program-piecemeal':
    'Segmen {frames} membawa {all} sekaligus, tetapi program di {machine} membacanya dalam {count} kali: {sizes} (baris log {lines}). Data itu terbagi karena cara program membaca, bukan karena dipecah TCP.',
  'program-piecemeal-more': 'Begitu pula {count} segmen lain pada koneksi ini.',
  'program-unread':
    'Ketika program di {machine} menutup socket-nya (baris log {line}), {unread} yang sudah tiba ({frames}) belum dibacanya.',
  'program-reset-unread':
    'Log memastikan penyebab RST di {frames}: program di {machine} menutup socket-nya (baris log {line}) ketika {unread} yang sudah tiba ({unreadFrames}) belum dibacanya, dan dalam keadaan itu TCP mengirim RST, bukan FIN (RFC 9293, 3.6.1).',
  'program-reset-linger':
    'Log memastikan penyebab RST di {frames}: program di {machine} menutup socket-nya (baris log {line}) dengan SO_LINGER 0, yang meminta TCP memutus koneksi dengan RST.',
};
