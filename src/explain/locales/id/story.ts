import type { Templates } from '../../sentences.js';
import type { STORY } from '../../words/story.js';

export const story: Templates<typeof STORY> = {
  stories: 'Jalan ceritanya',
  'story-of': '{client} ke {server} ({places})',
  'story-place': 'koneksi {connection} di {capture}',
  'story-of-name': 'Pencarian nama {name} oleh {client} (rekaman {capture})',
  'stories-further': 'Yang tidak diceritakan: {conversations} lagi.',
  'story-frames': 'No. {frames}',
  'story-frames-in': 'No. {frames} di {capture}',
  'story-last': '{list} dan {last}',
  'story-asked':
    '{client} menanyakan record {type} dari {name} kepada server DNS {server} ({queryWhere}), dan jawabannya {answer} ({responseWhere}).',
  'story-asked-nothing':
    '{client} menanyakan record {type} dari {name} kepada server DNS {server} ({queryWhere}); hasilnya ({responseWhere}): {outcome}.',
  'story-asked-unanswered':
    '{client} menanyakan record {type} dari {name} kepada server DNS {server} ({queryWhere}), tetapi jawabannya tidak ada dalam rekaman ini.',
  'story-asked-address': 'Alamat {address} itulah yang kemudian dihubunginya.',
  'story-opened': '{client} membuka koneksi ke {server} port {port} dengan three-way handshake ({where}).',
  'story-opened-partly':
    '{client} membuka koneksi ke {server} port {port} dengan SYN, yang dibalas SYN, ACK ({where}); ACK yang semula menyelesaikan handshake itu kemungkinan tidak terekam.',
  'story-half-open':
    '{client} mengirim SYN ke {server} port {port} dan dibalas SYN, ACK ({where}), tetapi handshake itu tidak selesai dalam rekaman ini.',
  'story-syn': '{client} mengirim SYN ke {server} port {port} ({where}) untuk membuka koneksi.',
  'story-syns':
    '{client} mengirim SYN ke {server} port {port} sebanyak {count} kali (pertama kali di {where}) untuk membuka koneksi.',
  'story-syn-repeated': 'Untuk itu {client} mengirim SYN sebanyak {count} kali.',
  'story-simultaneous':
    '{client} dan {server} (port {port}) sama-sama mengirim SYN ({where}): ini simultaneous open atau split open.',
  'story-midstream': 'Awal koneksi dari {client} ke {server} port {port} tidak terekam seluruhnya.',
  'story-midstream-inferred':
    'Awal koneksi antara {client} dan {server} port {port} tidak terekam; dari nomor port-nya, yang disebut pertama kemungkinan client.',
  'story-said-one': '{sender} mengirim {bytes} data dalam satu segmen ({where}).',
  'story-said-text': '{sender} mengirim {bytes} data dalam satu segmen ({where}): "{text}".',
  'story-said-several': '{sender} mengirim {bytes} data dalam {segments}, yaitu {sizes} ({where}).',
  'story-said-many': '{sender} mengirim {bytes} data dalam {segments}, dari {firstWhere} sampai {lastWhere}.',
  'story-read-size':
    'Isinya sama dengan yang baru dikirim {other}, tetapi pembagiannya berbeda: kemungkinan program di {sender} membaca paling banyak {size} sekali baca, lalu mengirim kembali tiap bagian yang dibacanya. Hanya log programnya yang dapat memastikannya.',
  'story-read-size-logged':
    'Isinya sama dengan yang baru dikirim {other}, tetapi pembagiannya berbeda: menurut log-nya, program di {sender} membaca paling banyak {size} sekali baca.',
  'story-no-data': 'Tidak ada data yang terekam dalam koneksi ini.',
  'story-further-turns': 'Setelah itu kedua sisi masih bergantian mengirim data.',
  'story-total': '{sender} seluruhnya mengirim {bytes} data, yang dimuat dalam {frames}.',
  'story-losses': 'Sepanjang koneksi ini tampak {list}.',
  'story-closed-three':
    '{closer} memulai penutupan dengan FIN ({firstWhere}); {other} mengonfirmasinya sekaligus mengirim FIN-nya sendiri ({secondWhere}), dan {closer} mengonfirmasi FIN itu ({thirdWhere}): penutupan dalam tiga segmen.',
  'story-closed-four':
    '{closer} memulai penutupan dengan FIN ({firstWhere}), yang dikonfirmasi {other} ({secondWhere}); kemudian {other} menutup arahnya sendiri dengan FIN ({thirdWhere}), yang dikonfirmasi {closer} ({fourthWhere}): four-way close.',
  'story-closed-crossing':
    'Kedua sisi mengirim FIN sebelum mengonfirmasi FIN dari lawannya ({where}): kedua FIN bersilangan, dan keduanya dikonfirmasi.',
  'story-closed': 'Kedua sisi menutup arahnya dengan FIN ({where}), dan kedua FIN itu dikonfirmasi.',
  'story-closing':
    'Kedua sisi mengirim FIN ({where}), tetapi konfirmasi untuk keduanya tidak lengkap dalam rekaman ini.',
  'story-half-closed':
    '{closer} menutup arahnya dengan FIN ({where}); FIN dari {other} tidak ada dalam rekaman ini.',
  'story-reset': 'Kemudian, di {where}: {explanation}',
  'story-reset-unread':
    'Kemudian {sender} memutus koneksi dengan {other} seketika dengan RST ({where}): menurut log-nya, program di {sender} menutup socket-nya ketika {unread} yang sudah tiba belum dibacanya.',
  'story-reset-linger':
    'Kemudian {sender} memutus koneksi dengan {other} seketika dengan RST ({where}): menurut log-nya, program di {sender} menutup socket-nya dengan SO_LINGER 0, yang meminta pemutusan seperti itu.',
  'story-no-answer': 'Dalam rekaman ini tidak ada segmen TCP yang membalasnya.',
  'story-open': 'Bagaimana koneksi ini berakhir tidak terekam: FIN maupun RST tidak ada dalam rekaman ini.',
};
