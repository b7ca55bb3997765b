import type { NETWORK } from '../../sentences/network.js';
import type { Templates } from '../../sentences.js';

export const network: Templates<typeof NETWORK> = {
  udp: '{source} port {sourcePort} mengirim datagram UDP berisi {bytes} data ke {destination} port {destinationPort}.',
  'udp-empty':
    '{source} port {sourcePort} mengirim datagram UDP tanpa isi ke {destination} port {destinationPort}.',
  'arp-request':
    '{senderAddress} bertanya kepada jaringan lokal: siapa pemilik alamat {targetAddress}, dan berapa alamat MAC-nya?',
  'arp-probe':
    'Mesin dengan MAC {senderHardware} memeriksa apakah alamat {targetAddress} sudah dipakai mesin lain (ARP probe).',
  'arp-announcement':
    '{senderAddress} mengumumkan kepada jaringan lokal bahwa alamat MAC-nya {senderHardware} (gratuitous ARP).',
  'arp-request-plain': 'Permintaan ARP kepada jaringan lokal; alamat di dalamnya tidak terbaca.',
  'arp-reply': '{senderAddress} menjawab bahwa alamat MAC-nya {senderHardware}.',
  'arp-reply-to':
    '{senderAddress} menjawab pertanyaan di No. {answeredFrame}: alamat MAC-nya {senderHardware}.',
  'arp-reply-plain': 'Balasan ARP; alamat di dalamnya tidak terbaca.',
  'echo-request': '{source} mengirim ping (echo request) urutan {sequence} ke {destination}.',
  'echo-request-plain': '{source} mengirim ping (echo request) ke {destination}.',
  'echo-reply': '{source} membalas ping dari {destination} di No. {answeredFrame}, {roundTrip} sesudahnya.',
  'echo-reply-untimed': '{source} membalas ping dari {destination} di No. {answeredFrame}.',
  'echo-reply-unsolicited':
    '{source} mengirim balasan ping (echo reply) ke {destination}; permintaannya tidak ditemukan dalam rekaman ini.',
  'unreachable-network':
    '{source} memberi tahu {destination} lewat ICMP bahwa jaringan yang dituju tidak terjangkau.',
  'unreachable-host':
    '{source} memberi tahu {destination} lewat ICMP bahwa mesin yang dituju tidak terjangkau.',
  'unreachable-protocol':
    '{source} memberi tahu {destination} lewat ICMP bahwa protokol yang dibawa paket itu tidak dilayani.',
  'unreachable-port':
    '{source} memberi tahu {destination} lewat ICMP bahwa port yang dituju tidak terjangkau.',
  'unreachable-prohibited':
    '{source} memberi tahu {destination} lewat ICMP bahwa paketnya dilarang lewat oleh aturan administrasi, lazimnya firewall.',
  'unreachable-other':
    '{source} memberi tahu {destination} lewat ICMP bahwa tujuannya tidak terjangkau (kode {icmpCode}).',
  'too-big':
    '{source} memberi tahu {destination} lewat ICMP bahwa paketnya terlalu besar untuk diteruskan tanpa dipecah.',
  'hops-exceeded':
    '{source} memberi tahu {destination} lewat ICMP bahwa paketnya dibuang karena batas lompatannya (TTL) habis.',
  'reassembly-exceeded':
    '{source} memberi tahu {destination} lewat ICMP bahwa potongan paketnya tidak lengkap sampai batas waktu.',
  'parameter-problem':
    '{source} memberi tahu {destination} lewat ICMP bahwa ada nilai di header paketnya yang tidak dapat diproses.',
  'source-quench': '{source} meminta {destination} lewat ICMP agar memperlambat kiriman (source quench).',
  redirect:
    '{source} memberi tahu {destination} lewat ICMP bahwa ada router yang lebih dekat ke tujuannya (redirect).',
  'icmp-error-other':
    '{source} mengirim pesan galat ICMP ke {destination} (tipe {icmpType}, kode {icmpCode}).',
  'about-frame':
    'Yang dimaksud ialah paket {aboutProtocol} dari {aboutSource} ke {aboutDestination} di No. {aboutFrame}.',
  'about-unseen':
    'Yang dimaksud ialah paket {aboutProtocol} dari {aboutSource} ke {aboutDestination}, yang tidak ditemukan dalam rekaman ini.',
  'icmp-other': '{source} mengirim pesan ICMP ke {destination} (tipe {icmpType}, kode {icmpCode}).',
  'neighbor-solicitation':
    '{source} bertanya kepada jaringan lokal: siapa pemilik alamat {targetAddress}, dan berapa alamat MAC-nya (neighbor solicitation)?',
  'neighbor-probe':
    'Sebuah mesin memeriksa apakah alamat {targetAddress} sudah dipakai mesin lain sebelum memakainya (neighbor solicitation).',
  'neighbor-solicitation-plain':
    '{source} mengirim neighbor solicitation ke {destination}; alamat yang ditanyakan tidak terbaca.',
  'neighbor-advertisement':
    '{source} memberi tahu {destination} bahwa alamat {targetAddress} ada padanya (neighbor advertisement).',
  'neighbor-advertisement-to':
    '{source} menjawab pertanyaan di No. {answeredFrame} kepada {destination}: alamat {targetAddress} ada padanya (neighbor advertisement).',
  'neighbor-advertisement-plain':
    '{source} mengirim neighbor advertisement ke {destination}; alamat yang diumumkan tidak terbaca.',
  'router-solicitation':
    '{source} meminta router di jaringan lokal memperkenalkan diri (router solicitation).',
  'router-advertisement':
    'Router {source} memperkenalkan diri beserta pengaturan jaringannya (router advertisement).',
  'multicast-query': '{source} menanyakan grup multicast apa saja yang diikuti mesin di jaringan ini.',
  'multicast-report': '{source} melaporkan grup multicast yang diikutinya.',
  'multicast-done': '{source} memberi tahu bahwa ia keluar dari sebuah grup multicast.',
  'multicast-other': '{source} mengirim pesan pengelolaan grup multicast.',
};
