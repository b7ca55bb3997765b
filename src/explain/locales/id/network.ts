import type { NETWORK } from '../../sentences/network.js';
import type { Templates } from '../../sentences.js';

export const network: Templates<typeof NETWORK> = {
  udp: '{source} port {sourcePort} mengirim datagram UDP berisi {bytes} data ke {destination} port {destinationPort}.',
  'udp-empty':
    '{source} port {sourcePort} mengirim datagram UDP tanpa isi ke {destination} port {destinationPort}.',
  'arp-request': '{senderAddress} bertanya: siapa pemilik alamat {targetAddress}, dan berapa alamat MAC-nya?',
  'arp-probe':
    'Mesin dengan MAC {senderHardware} memeriksa apakah alamat {targetAddress} sudah dipakai mesin lain (ARP probe).',
  'arp-announcement': '{senderAddress} mengumumkan bahwa alamat MAC-nya {senderHardware} (gratuitous ARP).',
  'arp-request-plain': 'Permintaan ARP; alamat di dalamnya tidak terbaca.',
  'arp-reply': '{senderAddress} menjawab bahwa alamat MAC-nya {senderHardware}.',
  'arp-reply-to':
    '{senderAddress} menjawab pertanyaan di No. {answeredFrame}: alamat MAC-nya {senderHardware}.',
  'arp-reply-plain': 'Balasan ARP; alamat di dalamnya tidak terbaca.',
  'echo-request': '{source} mengirim ping (echo request) urutan {sequence} ke {destination}.',
  'echo-request-plain': '{source} mengirim ping (echo request) ke {destination}.',
  'echo-reply': '{source} membalas ping dari {destination} di No. {answeredFrame}, {roundTrip} sesudahnya.',
  'echo-reply-untimed': '{source} membalas ping dari {destination} di No. {answeredFrame}.',
  'echo-reply-unsolicited':
    '{source} mengirim balasan ping (echo reply) ke {destination}; sampai frame ini, permintaannya tidak ditemukan.',
  'unreachable-network':
    '{source} memberi tahu {destination} lewat ICMP bahwa jaringan yang dituju tidak terjangkau.',
  'unreachable-host':
    '{source} memberi tahu {destination} lewat ICMP bahwa mesin yang dituju tidak terjangkau.',
  'unreachable-protocol':
    '{source} memberi tahu {destination} lewat ICMP bahwa protokol yang dibawa paket itu tidak dilayani.',
  'unreachable-port':
    '{source} memberi tahu {destination} lewat ICMP bahwa port yang dituju tidak terjangkau.',
  'unreachable-prohibited':
    '{source} memberi tahu {destination} lewat ICMP bahwa paketnya dilarang lewat oleh aturan administratif, lazimnya di firewall.',
  'unreachable-other':
    '{source} memberi tahu {destination} lewat ICMP bahwa tujuannya tidak terjangkau (kode {icmpCode}).',
  'too-big':
    '{source} memberi tahu {destination} lewat ICMP bahwa paketnya terlalu besar untuk diteruskan tanpa dipecah.',
  'hops-exceeded':
    '{source} memberi tahu {destination} lewat ICMP bahwa paketnya dibuang karena TTL-nya (hop limit) habis.',
  'reassembly-exceeded':
    '{source} memberi tahu {destination} lewat ICMP bahwa fragmen paketnya belum lengkap sampai batas waktunya habis.',
  'parameter-problem':
    '{source} memberi tahu {destination} lewat ICMP bahwa ada nilai di header paketnya yang tidak dapat diproses.',
  'source-quench': '{source} meminta {destination} lewat ICMP agar memperlambat pengiriman (source quench).',
  redirect:
    '{source} memberi tahu {destination} lewat ICMP bahwa ada router yang lebih dekat ke tujuannya (redirect).',
  'icmp-error-other':
    '{source} mengirim pesan galat ICMP ke {destination} (tipe {icmpType}, kode {icmpCode}).',
  'about-frame':
    'Pesan itu tentang paket {aboutProtocol} dari {aboutSource} ke {aboutDestination} di No. {aboutFrame}.',
  'about-unseen':
    'Pesan itu tentang paket {aboutProtocol} dari {aboutSource} ke {aboutDestination}, yang sampai frame ini tidak ditemukan.',
  'icmp-other': '{source} mengirim pesan ICMP ke {destination} (tipe {icmpType}, kode {icmpCode}).',
  'neighbor-solicitation':
    '{source} bertanya kepada {destination}: siapa pemilik alamat {targetAddress}, dan berapa alamat MAC-nya (neighbor solicitation)?',
  'neighbor-probe':
    'Sebelum memakai alamat {targetAddress}, sebuah mesin memeriksa apakah alamat itu sudah dipakai mesin lain (neighbor solicitation).',
  'neighbor-solicitation-plain':
    '{source} mengirim neighbor solicitation ke {destination}; alamat yang ditanyakan tidak terbaca.',
  'neighbor-advertisement':
    '{source} memberi tahu {destination} bahwa alamat {targetAddress} miliknya (neighbor advertisement).',
  'neighbor-advertisement-to':
    '{source} menjawab pertanyaan di No. {answeredFrame} kepada {destination}: alamat {targetAddress} miliknya (neighbor advertisement).',
  'neighbor-advertisement-plain':
    '{source} mengirim neighbor advertisement ke {destination}; alamat yang diumumkan tidak terbaca.',
  'router-solicitation': '{source} meminta router di jaringan lokal mengumumkan diri (router solicitation).',
  'router-advertisement':
    'Router {source} mengumumkan diri beserta pengaturan jaringannya (router advertisement).',
  'multicast-query': '{source} menanyakan grup multicast apa saja yang diikuti mesin di jaringan ini.',
  'multicast-report': '{source} melaporkan keanggotaannya dalam grup multicast.',
  'multicast-done': '{source} memberi tahu bahwa ia keluar dari sebuah grup multicast.',
  'about-packet': 'Pesan itu tentang paket {aboutProtocol} dari {aboutSource} ke {aboutDestination}.',
};
