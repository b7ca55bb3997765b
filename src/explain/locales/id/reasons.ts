import type { ReasonKey } from '../../reasons.js';

export const reasons: Readonly<Record<ReasonKey, string>> = {
  syn: 'SYN membawa nomor urut awal (ISN) yang dipilih agar sulit ditebak; Wireshark menampilkannya relatif sebagai Seq=0. Opsi seperti MSS dan window scale hanya disebut dalam SYN dan SYN, ACK (RFC 9293 bagian 3.4.1 dan 3.5).',
  'open-again':
    'SYN dan SYN, ACK diulang bila dalam batas waktu tertentu tidak ada balasan: balasannya hilang, terlambat, atau memang tidak dikirim, misalnya karena disaring firewall (RFC 9293 bagian 3.8.1; RFC 6298).',
  'simultaneous-open':
    'Bila kedua sisi mengirim SYN pada waktu yang bersamaan, masing-masing mengonfirmasi SYN sisi lain dan terbentuk satu koneksi, tanpa client dan server dalam arti biasa (RFC 9293 bagian 3.5, gambar 7).',
  'fast-open':
    'SYN boleh membawa data, tetapi biasanya data itu baru diserahkan ke program setelah handshake selesai; TCP Fast Open mengizinkannya lebih awal dengan cookie (RFC 9293 bagian 3.4; RFC 7413).',
  'syn-ack':
    'Ack=1 walaupun belum ada data, sebab SYN sendiri memakai satu nomor urut: yang ditunggu berikutnya ISN client + 1 (RFC 9293 bagian 3.4 dan 3.5).',
  partial:
    'Rekaman mungkin dimulai setelah koneksi dibuka, atau ada frame yang tidak tertangkap; langkah yang tidak terlihat tidak diberi nomor di sini.',
  'handshake-ack':
    'Handshake dikerjakan TCP di sistem operasi, bukan oleh program. Koneksi yang selesai handshake-nya menunggu dalam antrean (backlog) sampai program server memanggil accept(), jadi client dapat tersambung walaupun server masih melayani client lain (RFC 9293 bagian 3.5).',
  data: 'TCP mengalirkan byte, bukan pesan: batas segmen tidak harus sama dengan batas send() di pengirim ataupun recv() di penerima, jadi satu pesan dapat dibaca sepotong-sepotong dan dua pesan dapat dibaca sekaligus (RFC 9293 bagian 2.2).',
  push: 'TCP mengalirkan byte, bukan pesan: batas segmen tidak harus sama dengan batas send() di pengirim ataupun recv() di penerima, jadi satu pesan dapat dibaca sepotong-sepotong dan dua pesan dapat dibaca sekaligus. PSH dipasang oleh TCP pengirim, lazimnya di akhir data dari satu send(), dan bukan penanda batas pesan (RFC 9293 bagian 2.2 dan 3.9.1.2).',
  'half-close':
    'FIN hanya menutup satu arah; arah lainnya tetap boleh mengirim sampai FIN-nya sendiri (RFC 9293 bagian 3.6.1).',
  ack: 'ACK menyatakan bahwa TCP penerima sudah memegang byte itu, bukan bahwa programnya sudah membacanya; server yang sedang sibuk pun tetap mengirim ACK (RFC 9293 bagian 3.4 dan 3.8.6.3).',
  'ack-number':
    'Nomor ACK bersifat kumulatif: semua byte sebelum nomor itu sudah diterima TCP-nya. Nomor itu tidak harus jatuh di akhir sebuah segmen, dan boleh mengulang ACK terdahulu (RFC 9293 bagian 3.4).',
  'no-ack-flag':
    'Setelah SYN pertama, setiap segmen TCP semestinya membawa flag ACK (RFC 9293 bagian 3.1); segmen tanpa ACK sering berasal dari pemindai port.',
  'keep-alive':
    'Keep-alive memakai nomor urut satu sebelum byte berikutnya, sehingga TCP di sisi lain, bila masih hidup, semestinya menjawab dengan ACK; isinya, bila ada, bukan data baru (RFC 9293 bagian 3.8.4).',
  'window-probe':
    'Selama window penerima 0, pengirim bertanya berkala; tanpa itu, pemberitahuan window baru yang hilang akan membuat keduanya saling menunggu (RFC 9293 bagian 3.8.6.1).',
  'window-update':
    'Window ialah banyaknya byte yang masih sanggup ditampung penerima; biasanya bertambah setelah program membaca data (RFC 9293 bagian 3.8.6).',
  'window-unscaled':
    'Faktor skala window (window scale) hanya disebut dalam SYN dan SYN, ACK; bila keduanya tidak terekam, besar window yang sebenarnya tidak dapat dihitung (RFC 7323 bagian 2).',
  'duplicate-ack':
    'Penerima mengirim ACK dengan nomor yang sama untuk setiap segmen yang tiba mendahului gilirannya; tiga kali berturut-turut membuat pengirim mengulang tanpa menunggu timer (RFC 5681 bagian 3.2).',
  fin: 'FIN menutup satu arah saja dan memakai satu nomor urut, seperti SYN; pengirimnya masih boleh menerima data. Sisi yang lebih dahulu mengirim FIN lazimnya masuk keadaan TIME-WAIT di akhir (RFC 9293 bagian 3.6).',
  'fin-second':
    'Kedua arah ditutup sendiri-sendiri; karena FIN kedua dikirim terpisah dari ACK untuk FIN pertama, penutupannya memakan empat segmen (RFC 9293 bagian 3.6).',
  'fin-joined':
    'ACK untuk FIN pertama boleh menumpang pada FIN kedua bila pengirimnya memang sudah selesai; karena itu penutupan cukup tiga segmen, bukan empat (RFC 9293 bagian 3.6).',
  'fin-crossing':
    'Kedua sisi menutup pada waktu yang hampir sama; masing-masing tetap mengonfirmasi FIN sisi lain (RFC 9293 bagian 3.6, gambar 13).',
  'fin-again': 'FIN dijaga seperti data: diulang sampai dikonfirmasi (RFC 9293 bagian 3.6 dan 3.8.1).',
  'fin-ack':
    'FIN memakai satu nomor urut, sehingga nomor ACK-nya satu lebih besar daripada nomor urut FIN itu (RFC 9293 bagian 3.4 dan 3.6).',
  'fin-last':
    'Dengan ACK ini kedua FIN sudah dikonfirmasi; sisi yang lebih dahulu menutup masih menunggu sebentar (TIME-WAIT) untuk menampung segmen yang terlambat (RFC 9293 bagian 3.6).',
  'after-reset':
    'RST mengakhiri koneksi tanpa konfirmasi; segmen sesudahnya mungkin sudah telanjur di jalan, atau RST itu tidak sampai ke sisi lain (RFC 9293 bagian 3.5.2 dan 3.5.3).',
  'reset-refused':
    'Program yang memanggil connect() lazimnya mendapat "connection refused" (ECONNREFUSED). Bila SYN dibiarkan tanpa balasan sama sekali, penyebab yang lazim ialah paket yang disaring atau hilang (RFC 9293 bagian 3.5.2).',
  'reset-no-socket':
    'TCP yang tidak (lagi) mengenal sebuah koneksi membalas setiap segmennya dengan RST; pengiriman berikutnya dari program di sisi lain lazimnya gagal (RFC 9293 bagian 3.5.2).',
  'reset-aborted':
    'Program di sisi lain lazimnya mendapat "connection reset by peer" (ECONNRESET). RST seperti ini muncul bila socket ditutup dengan data yang belum dibaca, dengan SO_LINGER 0, atau programnya dihentikan paksa; dalam rekaman ketiganya tampak sama, dan perangkat di tengah jalan pun dapat mengirim RST atas nama sebuah host (RFC 9293 bagian 3.5.2 dan 3.6.1).',
  'reset-unread':
    'Pada socket yang ditutup dengan data belum dibaca, TCP mengirim RST alih-alih FIN supaya sisi lain tahu bahwa ada data yang tidak sampai ke program. Cara menghindarinya: shutdown(), baca sampai habis, baru close() (RFC 9293 bagian 3.6.1; RFC 2525 bagian 2.17).',
  'reset-unknown':
    'RST dapat berasal dari TCP pengirim yang tercantum, dapat pula dari perangkat di tengah jalan; dengan rekaman dari kedua mesin dapat diperiksa apakah RST itu memang dikirim (RFC 9293 bagian 3.5.2).',
  retransmission:
    'Segmen yang tidak dikonfirmasi sampai timer habis dikirim ulang. Di dekat pengirim kedua salinannya terlihat; di dekat penerima mungkin hanya yang kedua (RFC 6298).',
  'fast-retransmission':
    'Tiga duplicate ACK dianggap tanda bahwa sebuah segmen hilang, sehingga pengirim mengulangnya sebelum timer habis (RFC 5681 bagian 3.2).',
  'spurious-retransmission':
    'Pengirim mengulang karena ia belum menerima ACK; penerima yang sudah memegang datanya akan membuang salinan itu (RFC 9293 bagian 3.8.1 dan 3.10.7.4).',
  'out-of-order':
    'IP tidak menjamin urutan; TCP penerima menyusunnya kembali menurut nomor urut. Di sini segmen tidak urut dibedakan dari pengiriman ulang menurut waktunya, seperti di Wireshark, jadi ini dugaan (RFC 9293 bagian 3.4).',
  gap: 'Bila penerima kemudian mengonfirmasi byte itu, berarti byte itu sampai dan hanya tidak tertangkap; bila penerima mengirim duplicate ACK, kemungkinan memang hilang.',
  unseen:
    'Sebabnya dapat berupa perekam yang kewalahan, jalur pergi dan jalur balik yang berbeda, atau rekaman yang dimulai di tengah koneksi.',
  'zero-window':
    'Yang lambat biasanya program penerima, bukan jaringan: TCP mengurangi window selama data belum diambil program (RFC 9293 bagian 3.8.6).',
  'window-full':
    'Pengirim tidak boleh melebihi window yang diumumkan penerima (RFC 9293 bagian 3.8.6); perhitungan ini memakai window terakhir yang terlihat dalam rekaman.',
  'port-reuse':
    'Port client boleh dipakai lagi setelah koneksi lamanya berakhir; ISN yang baru membedakan keduanya (RFC 9293 bagian 3.4.1).',
  'duplicate-frame':
    'Ini lazim bila merekam di antarmuka "any", di bridge beserta port-nya, atau di beberapa antarmuka sekaligus. Penelusuran di sini hanya memakai yang pertama, supaya salinan tidak tampak sebagai pengiriman ulang.',
  'cut-short':
    'Perekam dijalankan dengan batas panjang (snaplen), atau berkasnya berakhir lebih awal; panjang aslinya tetap tercatat di setiap frame.',
  offloaded:
    'Sistem operasi menyerahkan segmen besar ke kartu jaringan (TSO/GSO) atau menerimanya setelah digabung (GRO); perekam melihatnya sebelum dipecah atau sesudah digabung, jadi satu frame di sini dapat menjadi beberapa frame di mesin lain.',
  'overlap-conflict':
    'Byte dengan nomor urut sama semestinya selalu berisi sama (RFC 9293 bagian 3.4). Perbedaan dapat berasal dari perangkat yang mengubah isi, galat, atau upaya mengelabui sistem pemantau.',
  'reset-out-of-window':
    'Penerima hanya menerima RST yang nomor urutnya tepat pada byte yang ditunggunya; yang lain diabaikan atau dibalas dengan challenge ACK (RFC 9293 bagian 3.5.3; RFC 5961 bagian 3).',
  'bad-checksum':
    'Dengan checksum offload, kartu jaringan mengisi checksum setelah perekam melihat paketnya, sehingga paket keluar tampak salah padahal benar di jaringan.',
  'dns-a':
    'Program yang memanggil getaddrinfo() lazimnya menanyakan A dan AAAA sekaligus, masing-masing dengan nomor ID sendiri (RFC 1035 bagian 3.4.1 dan 4.1).',
  'dns-aaaa':
    'AAAA ditanyakan di samping A karena program dapat memakai IPv4 maupun IPv6; keduanya pertanyaan terpisah dengan jawaban terpisah (RFC 3596 bagian 2).',
  'dns-ptr':
    'Pencarian balik menuliskan alamat dengan urutan terbalik di bawah in-addr.arpa (IPv4) atau ip6.arpa (IPv6) (RFC 1035 bagian 3.5; RFC 3596 bagian 2.5).',
  'dns-query':
    'Setiap pertanyaan DNS menyebut nama dan tipe record; ID-nya mencocokkan jawaban dengan pertanyaan (RFC 1035 bagian 4.1).',
  'dns-srv': 'Record SRV menyebut mesin, port, prioritas, dan bobot sebuah layanan (RFC 2782).',
  'dns-https':
    'Record HTTPS memberi tahu peramban versi protokol, port, dan alamat yang dapat dipakai sebelum tersambung (RFC 9460).',
  'dns-any': 'Banyak server menjawab pertanyaan ANY hanya dengan sebagian record (RFC 8482).',
  mdns: 'mDNS bekerja tanpa server: pertanyaan dan jawaban lazimnya dikirim ke alamat multicast di jaringan lokal, port 5353, dan tidak dipasangkan satu per satu (RFC 6762).',
  llmnr: 'LLMNR menanyakan nama langsung kepada mesin-mesin di jaringan lokal, port 5355 (RFC 4795).',
  'dns-notify': 'Server primer memberi tahu server sekundernya agar memeriksa zona itu (RFC 1996).',
  'dns-update': 'DNS UPDATE mengubah isi zona tanpa menyunting berkasnya (RFC 2136).',
  'dns-answer':
    'Jawaban DNS hanya menyatakan isi record, tidak membuka koneksi ke alamat itu (RFC 1035 bagian 4.1.3).',
  'dns-alias':
    'CNAME menyatakan bahwa sebuah nama hanyalah alias; alamatnya dicari pada nama yang ditunjuk (RFC 1034 bagian 3.6.2).',
  'dns-no-data':
    'Kode hasilnya NOERROR tanpa record yang diminta (NODATA): berbeda dari NXDOMAIN, yang berarti namanya tidak ada sama sekali (RFC 2308 bagian 2.2).',
  'dns-referral':
    'Server yang tidak melayani zona itu dan tidak mencarikan jawaban menunjuk ke server yang lebih dekat (RFC 1034 bagian 4.3.1).',
  'dns-name-error':
    'NXDOMAIN berarti nama itu tidak memiliki record jenis apa pun. Bila namanya berakhiran domain setempat, itu sering akibat daftar search di resolv.conf (RFC 2308 bagian 2.1).',
  'dns-server-failure':
    'SERVFAIL dapat disebabkan server hulu yang tidak menjawab atau tanda tangan DNSSEC yang gagal diperiksa (RFC 1035 bagian 4.1.1).',
  'dns-refused':
    'REFUSED berarti server tidak bersedia melayani penanya ini karena kebijakannya (RFC 1035 bagian 4.1.1).',
  'dns-truncated':
    'Jawaban UDP yang tidak muat diberi flag TC, dan pertanyaannya diulang lewat TCP (RFC 1035 bagian 4.2.1; RFC 7766).',
  'dns-error': 'Kode hasil DNS terdaftar di RFC 6895 bagian 2.3.',
  'dns-unsolicited':
    'Pertanyaannya mungkin dikirim sebelum rekaman dimulai, lewat jalur lain, atau tidak tertangkap.',
  'dns-tcp':
    'Lewat TCP setiap pesan DNS didahului panjangnya dalam dua byte, sehingga satu pesan dapat tersebar di beberapa segmen dan satu segmen dapat memuat beberapa pesan (RFC 1035 bagian 4.2.2; RFC 7766).',
  udp: 'UDP tidak mengenal koneksi, konfirmasi, maupun pengulangan; apakah datagram ini sampai tidak tampak dari frame ini (RFC 768).',
  arp: 'Di jaringan lokal, paket IPv4 baru dapat dikirim setelah alamat MAC tujuannya diketahui; ARP mencarinya dan hasilnya disimpan sementara (RFC 826).',
  'arp-probe':
    'Mesin memeriksa dan mengumumkan alamatnya sendiri agar tidak ada dua mesin yang memakai alamat yang sama (RFC 5227).',
  echo: 'Balasan mengulang ID, nomor urutan, dan isi permintaannya (RFC 792; RFC 4443 bagian 4). Tidak adanya balasan belum berarti mesinnya mati: ping sering disaring.',
  unreachable:
    'Pesan ini dikirim oleh router atau mesin yang tidak dapat meneruskan atau menerima paketnya (RFC 792; RFC 4443 bagian 3.1).',
  'unreachable-port':
    'Untuk UDP inilah padanan "connection refused": tidak ada penerima di port itu, atau firewall menolaknya dengan cara yang sama (RFC 1122 bagian 3.2.2.1; RFC 4443 bagian 3.1).',
  'unreachable-prohibited':
    'Paketnya ditolak oleh aturan, bukan karena jaringannya putus (RFC 1812 bagian 5.2.7.1; RFC 4443 bagian 3.1).',
  'too-big':
    'Pengirim memakai pesan ini untuk mengetahui ukuran terbesar yang dapat lewat (path MTU discovery); bila pesan ini disaring, koneksi dapat macet (RFC 1191; RFC 8201).',
  'hops-exceeded':
    'Setiap router mengurangi TTL (hop limit) satu; traceroute sengaja memakai pesan ini (RFC 792; RFC 4443 bagian 3.3).',
  'reassembly-exceeded':
    'Bila satu fragmen saja tidak tiba, seluruh paketnya dibuang (RFC 792; RFC 8200 bagian 4.5).',
  'parameter-problem':
    'Pesan ini menunjuk letak nilai yang bermasalah di header (RFC 792; RFC 4443 bagian 3.4).',
  'source-quench': 'Source quench sudah tidak dipakai lagi (RFC 6633).',
  redirect: 'Redirect hanya menyarankan rute yang lebih pendek untuk paket berikutnya (RFC 792).',
  about:
    'Pesan galat ICMP mengutip awal paket yang bermasalah; dari kutipan itulah paketnya dikenali (RFC 792; RFC 4443 bagian 2.4).',
  neighbor:
    'Pada IPv6, neighbor discovery menjalankan tugas yang pada IPv4 dijalankan ARP (RFC 4861 bagian 4.3 dan 4.4).',
  'neighbor-probe':
    'Pemeriksaan ini (duplicate address detection) mencegah dua mesin memakai alamat IPv6 yang sama (RFC 4862 bagian 5.4).',
  router:
    'Dari router advertisement, mesin mengetahui router, prefiks, dan cara mendapatkan alamat (RFC 4861 bagian 4.1 dan 4.2).',
  multicast:
    'Dengan MLD, router mengetahui grup multicast mana yang masih ada pengikutnya (RFC 2710; RFC 3810).',
  fragment:
    'Paket yang lebih besar daripada MTU dipecah oleh IP dan disusun kembali hanya di tujuan; header TCP atau UDP lazimnya hanya ada di fragmen pertama (RFC 791 bagian 3.2; RFC 8200 bagian 4.5).',
  malformed:
    'Byte yang tersimpan tidak sesuai dengan bentuk protokolnya; sebabnya dapat berupa kerusakan, paket yang sengaja dirusak, atau protokol lain di tempat itu.',
  other: 'Framewise menguraikan ARP, IP, ICMP, UDP, TCP, dan DNS; protokol lain hanya disebut namanya.',
  encapsulated: 'Baris ini menjelaskan paket yang paling dalam; paket pembungkusnya hanya mengantarkannya.',
  'dns-other-port':
    'Docker, misalnya, menjalankan resolver di 127.0.0.11 dan mengalihkan port-nya ke nomor acak; di antarmuka lo port itulah yang terlihat.',
};
