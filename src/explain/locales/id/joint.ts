import type { Templates } from '../../sentences.js';
import type { JOINT } from '../../words/joint.js';

export const joint: Templates<typeof JOINT> = {
  'joint-title': 'Berdampingan: percakapan yang sama dalam beberapa rekaman',
  'joint-about':
    'Satu baris untuk setiap paket, menurut urutan waktu pada jam {reference}, dengan nomor frame-nya di setiap rekaman. Penjelasannya ditulis dari rekaman pertama yang dilewati paket itu: nomor frame yang disebut tanpa nama rekaman adalah nomor di sana.',
  'joint-connection': 'Koneksi {client} (client) ke {server} (server), bernomor {numbers}',
  'joint-lookups': 'Pencarian nama (DNS)',
  'joint-other': 'Paket di luar DNS dan TCP',
  'joint-fates': '{packets}: {fates}.',
  'joint-outside': '{packets} di luar DNS dan TCP tidak ditampilkan; tambahkan --all untuk melihatnya.',
  'joint-rewritten':
    'Di antara {here} dan {there}, alamat atau port diganti di perjalanan (NAT): {before} menjadi {after}.',
  'joint-drops':
    'Rekaman {capture} sendiri mencatat {drops} yang luput sewaktu perekaman: paket yang tidak terekam di sana belum tentu hilang.',
  'frame-of': '{capture} No. {frame}',
  'fate-delivered': 'sampai',
  'fate-lost': 'hilang',
  'fate-duplicated': 'tergandakan',
  'fate-overtaken': 'tersusul',
  'fate-not-captured': 'tidak terekam',
  'fate-unknown': 'tidak diketahui',
  'remark-lost':
    'Paket ini tidak terekam di {there}, padahal perekaman di sana sedang berjalan, dan tidak ada tanda bahwa ia sampai.',
  'remark-lost-drops':
    'Paket ini tidak terekam di {there} dan tidak ada tanda bahwa ia sampai; tetapi rekaman di sana mencatat {drops} yang luput, jadi mungkin paket ini hanya luput terekam.',
  'remark-lost-asked':
    'Segmen ini tidak terekam di {there}, dan penerimanya terus meminta byte itu ({asking}): hilang di perjalanan.',
  'remark-lost-resent':
    'Segmen ini tidak terekam di {there}, dan isinya baru diakui penerima setelah dikirim ulang ({again}) dan sampai ({arrival}): hilang di perjalanan.',
  'remark-part-lost':
    'Sebagian byte frame ini tidak terekam di {there}, padahal perekaman di sana sedang berjalan, dan tidak ada tanda bahwa bagian itu sampai.',
  'remark-part-lost-drops':
    'Sebagian byte frame ini tidak terekam di {there} dan tidak ada tanda bahwa bagian itu sampai; tetapi rekaman di sana mencatat {drops} yang luput, jadi mungkin bagian itu hanya luput terekam.',
  'remark-part-lost-asked':
    'Sebagian byte frame ini tidak terekam di {there}, dan penerimanya terus meminta byte itu ({asking}): bagian itu hilang di perjalanan.',
  'remark-needed': 'Segmen aslinya ({original}) tidak sampai, jadi pengiriman ulang ini diperlukan.',
  'remark-unneeded':
    'Segmen aslinya ({original}) juga sampai ({arrival}): kedua salinan sampai, jadi pengiriman ulang ini tidak diperlukan.',
  'remark-duplicated':
    'Paket ini hanya satu kali terekam keluar ({sent}) tetapi dua kali sampai: {first}, lalu {second}. Ia tergandakan di perjalanan.',
  'remark-overtaken':
    'Paket ini tersusul di perjalanan: {later}, yang dikirim sesudahnya, sampai lebih dahulu ({arrival}).',
  'remark-unseen':
    'Paket ini tidak terekam di {there}, tetapi frame-frame sesudahnya menunjukkan bahwa ia sampai.',
  'remark-unseen-acknowledged':
    'Paket ini tidak terekam di {there}, tetapi isinya sampai: penerimanya mengakuinya di {proof}.',
  'remark-unseen-answered': 'Paket ini tidak terekam di {there}, tetapi sampai: ia dijawab di {proof}.',
  'remark-origin-unseen':
    'Paket ini tidak terekam di {there}, yang semestinya dilewatinya lebih dahulu, padahal perekaman di sana sedang berjalan.',
  'remark-origin-unseen-drops':
    'Paket ini tidak terekam di {there}, yang semestinya dilewatinya lebih dahulu; rekaman di sana mencatat {drops} yang luput.',
  'remark-reset-unseen':
    'RST ini tidak terekam keluar dari {there}, mesin yang alamatnya dipakai sebagai pengirim, padahal perekaman di sana sedang berjalan: mungkin dibuat oleh perangkat lain di perjalanan, mungkin pula luput terekam.',
  'remark-reset-unseen-drops':
    'RST ini tidak terekam keluar dari {there}, mesin yang alamatnya dipakai sebagai pengirim. Rekaman di sana mencatat {drops} yang luput, jadi mungkin RST ini pun luput; mungkin pula ia dibuat oleh perangkat lain di perjalanan.',
  'remark-reset-seen': 'RST ini terekam keluar dari {here}, mesin yang menjadi pengirimnya.',
  'remark-before':
    'Perekaman di {there} waktu itu belum dimulai, jadi tidak diketahui apakah paket ini lewat di sana.',
  'remark-after':
    'Perekaman di {there} waktu itu sudah berakhir, atau berakhir sebelum paket ini tiba, jadi tidak diketahui apakah paket ini lewat di sana.',
  'remark-outside':
    'Tidak dapat dipastikan bahwa perekaman di {there} waktu itu sedang berjalan, jadi tidak diketahui apakah paket ini lewat di sana.',
  'remark-ambiguous':
    'Ada paket lain yang isinya persis sama, jadi mana yang berpasangan dengan mana ditentukan menurut urutan.',
  'remark-split':
    'Satu frame di {here} terekam sebagai {count} frame di {there}: dibagi di antara kedua titik rekam, lazimnya oleh kartu jaringan (segmentation offload).',
  'remark-joined':
    '{count} frame di {here} terekam sebagai satu frame di {there}: digabung di antara kedua titik rekam, lazimnya oleh kartu jaringan (receive offload).',
  'remark-regrouped':
    '{before} frame di {here} terekam sebagai {after} frame di {there}: dibagi lain di antara kedua titik rekam, lazimnya oleh kartu jaringan (offload).',
  'packet-changed': 'diganti di perjalanan: {fields}',
  'packet-ambiguous': 'isinya sama dengan paket lain, dipasangkan menurut urutan',
  'clocks-title': 'Jam dan waktu tempuh',
  'clock-same':
    'Jam {capture} sama dengan jam {reference} sejauh dapat diketahui: selisihnya paling banyak {uncertainty}.',
  'clock-ahead': 'Jam {capture} lebih cepat {offset} daripada jam {reference} (± {uncertainty}).',
  'clock-behind': 'Jam {capture} lebih lambat {offset} daripada jam {reference} (± {uncertainty}).',
  'clock-ahead-unbounded':
    'Jam {capture} tampak lebih cepat {offset} daripada jam {reference}; arah paketnya hanya satu, jadi selisih ini masih memuat waktu tempuhnya dan tidak ada batasnya.',
  'clock-behind-unbounded':
    'Jam {capture} tampak lebih lambat {offset} daripada jam {reference}; arah paketnya hanya satu, jadi selisih ini masih memuat waktu tempuhnya dan tidak ada batasnya.',
  'clock-even':
    'Paket tercepat bercatatan waktu sama di {capture} dan di {reference}. Arah perjalanan paketnya tidak diketahui, jadi tentang kedua jam ini tidak ada lagi yang dapat dikatakan.',
  'clock-unknown':
    'Jam {capture} tidak dapat dibandingkan dengan jam {reference}: tidak ada paket bersama yang waktunya diketahui.',
  'clock-gains': 'Setiap detik jam {capture} bertambah cepat {drift} (setiap jam {hourly}).',
  'clock-loses': 'Setiap detik jam {capture} bertambah lambat {drift} (setiap jam {hourly}).',
  'delays-of':
    'Dari {here} ke {there} ({packets}): tercepat {least}, lazimnya {median} (median), terlama {most}.',
  'clock-assumption':
    'Selisih jam dihitung dari paket tercepat ke kedua arah, dengan anggapan bahwa keduanya sama lama di perjalanan. Jika tidak sama, selisih jam dan waktu tempuh satu arah meleset, tetapi tidak lebih dari batas yang disertakan pada selisih itu; jumlah waktu tempuh kedua arah tetap benar.',
  'clock-before-sent':
    'Menurut jam masing-masing, {packets} tampak tiba sebelum dikirim: itu akibat selisih jam, bukan peristiwa di jaringan.',
  'clock-aligned': 'Semua waktu di sini sudah disesuaikan dengan jam {reference}.',
  'match-title': 'Paket yang sama dalam beberapa rekaman',
  'match-counts':
    '{capture}, {frames}: {paired} paketnya ada juga di rekaman lain, {unpaired} semestinya ada di rekaman lain tetapi tidak ada, {alone} tidak menyangkut mesin lain yang direkam.',
  'match-packets':
    'Paket menurut urutan waktu pada jam {reference}; waktunya dihitung dari frame pertamanya.',
  'match-none': 'Tidak ada paket yang sama dalam rekaman-rekaman ini.',
};
