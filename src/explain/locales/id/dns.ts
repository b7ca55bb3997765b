import type { DNS } from '../../sentences/dns.js';
import type { Templates } from '../../sentences.js';

export const dns: Templates<typeof DNS> = {
  'dns-query-a': '{source} menanyakan alamat IPv4 (record A) dari {name} kepada server DNS {destination}.',
  'dns-query-aaaa':
    '{source} menanyakan alamat IPv6 (record AAAA) dari {name} kepada server DNS {destination}.',
  'dns-query-ptr':
    '{source} menanyakan kepada server DNS {destination} nama yang terdaftar untuk {name} (record PTR).',
  'dns-query-mx':
    '{source} menanyakan kepada server DNS {destination} server surel yang melayani {name} (record MX).',
  'dns-query-txt':
    '{source} menanyakan teks yang terdaftar untuk {name} (record TXT) kepada server DNS {destination}.',
  'dns-query-srv':
    '{source} menanyakan kepada server DNS {destination} mesin dan port yang menyediakan layanan {name} (record SRV).',
  'dns-query-ns':
    '{source} menanyakan kepada server DNS {destination} name server yang bertanggung jawab atas {name} (record NS).',
  'dns-query-soa': '{source} menanyakan kepada server DNS {destination} data pokok zona {name} (record SOA).',
  'dns-query-cname':
    '{source} menanyakan kepada server DNS {destination} apakah {name} merupakan alias (record CNAME).',
  'dns-query-https':
    '{source} menanyakan kepada server DNS {destination} cara terhubung ke layanan HTTPS di {name} (record HTTPS).',
  'dns-query-any': '{source} menanyakan semua record dari {name} kepada server DNS {destination}.',
  'dns-query-other': '{source} menanyakan record {type} dari {name} kepada server DNS {destination}.',
  'dns-query-multicast': '{source} menanyakan record {type} dari {name} lewat mDNS.',
  'dns-query-llmnr': '{source} menanyakan record {type} dari {name} lewat LLMNR.',
  'dns-query-empty':
    '{source} mengirim pesan DNS ke {destination} yang tidak memuat pertanyaan yang dapat dibaca.',
  'dns-more-questions':
    'Pesan ini memuat {questionCount} pertanyaan; yang disebut di sini hanya yang pertama.',
  'dns-notify': '{source} memberi tahu server DNS {destination} bahwa isi zona {name} berubah (NOTIFY).',
  'dns-update': '{source} meminta server DNS {destination} mengubah isi zona {name} (UPDATE).',
  'dns-opcode': '{source} mengirim pesan DNS dengan opcode {opcode} ke {destination}.',
  'dns-answer-a': '{source} memberi tahu {destination} bahwa alamat IPv4 {name} adalah {records}.',
  'dns-answer-aaaa': '{source} memberi tahu {destination} bahwa alamat IPv6 {name} adalah {records}.',
  'dns-answer-ptr':
    '{source} memberi tahu {destination} bahwa nama yang terdaftar untuk {name} adalah {records}.',
  'dns-answer-other': '{source} memberi tahu {destination} isi record {type} dari {name}: {records}.',
  'dns-answer-alias-a':
    '{source} memberi tahu {destination} bahwa {name} adalah alias (CNAME) dari {alias}, yang alamat IPv4-nya {records}.',
  'dns-answer-alias-aaaa':
    '{source} memberi tahu {destination} bahwa {name} adalah alias (CNAME) dari {alias}, yang alamat IPv6-nya {records}.',
  'dns-answer-alias-other':
    '{source} memberi tahu {destination} bahwa {name} adalah alias (CNAME) dari {alias}, yang record {type}-nya berisi {records}.',
  'dns-no-data-a':
    '{source} memberi tahu {destination} bahwa nama {name} ada, tetapi tidak memiliki alamat IPv4 (record A).',
  'dns-no-data-aaaa':
    '{source} memberi tahu {destination} bahwa nama {name} ada, tetapi tidak memiliki alamat IPv6 (record AAAA).',
  'dns-no-data-other':
    '{source} memberi tahu {destination} bahwa nama {name} ada, tetapi tidak memiliki record {type}.',
  'dns-no-data-alias':
    '{source} memberi tahu {destination} bahwa {name} adalah alias (CNAME) dari {alias}, tetapi tidak menyertakan record {type} untuk nama itu.',
  'dns-referral':
    '{source} tidak menjawab langsung pertanyaan {destination} tentang {name}, melainkan menunjuk name server lain: {nameServers}.',
  'dns-name-error': '{source} memberi tahu {destination} bahwa nama {name} tidak ada (NXDOMAIN).',
  'dns-server-failure':
    '{source} memberi tahu {destination} bahwa ia gagal mencari jawaban untuk {name} (SERVFAIL); ini tidak berarti namanya tidak ada.',
  'dns-refused': '{source} menolak menjawab pertanyaan {destination} tentang {name} (REFUSED).',
  'dns-truncated':
    '{source} menjawab {destination} tentang {name}, tetapi jawabannya terpotong karena tidak muat (flag TC); lazimnya penanya mengulang lewat TCP.',
  'dns-error': '{source} menjawab pertanyaan {destination} tentang {name} dengan galat (kode {rcode}).',
  'dns-error-nameless': '{source} menjawab {destination} dengan galat DNS (kode {rcode}).',
  'dns-notified':
    '{source} mengonfirmasi kepada {destination} bahwa pemberitahuan tentang perubahan zona {name} sudah diterimanya (NOTIFY).',
  'dns-updated':
    '{source} mengonfirmasi kepada {destination} bahwa perubahan zona {name} sudah dilaksanakannya (UPDATE).',
  'dns-response-other':
    '{source} mengirim tanggapan DNS ke {destination}; di dalamnya tidak terbaca jawaban.',
  'mdns-answer': '{source} mengumumkan lewat mDNS: {announced}.',
  'dns-answered': 'Ini jawaban atas pertanyaan di No. {answeredFrame}, {roundTrip} sesudahnya.',
  'dns-answered-untimed': 'Ini jawaban atas pertanyaan di No. {answeredFrame}.',
  'dns-answered-again': 'Pertanyaan yang sama sudah dijawab di No. {firstAnswerFrame}.',
  'dns-unsolicited': 'Sampai frame ini, pertanyaannya tidak ditemukan.',
  'dns-in-segment-query': 'Segmen ini melengkapi pertanyaan DNS lewat TCP: record {type} dari {name}.',
  'dns-in-segment-answer':
    'Segmen ini melengkapi jawaban DNS lewat TCP tentang record {type} dari {name}: {records}.',
  'dns-in-segment-no-data':
    'Segmen ini melengkapi jawaban DNS lewat TCP: untuk {name} tidak disertakan record {type}.',
  'dns-in-segment-name-error':
    'Segmen ini melengkapi jawaban DNS lewat TCP: nama {name} tidak ada (NXDOMAIN).',
  'dns-in-segment-failed':
    'Segmen ini melengkapi jawaban DNS lewat TCP tentang record {type} dari {name}: galat (kode {rcode}).',
  'dns-in-segment-response':
    'Segmen ini melengkapi tanggapan DNS lewat TCP tentang record {type} dari {name}.',
  'dns-in-segment-answered': 'Pertanyaannya dilengkapi di No. {questionFrame}, {questionTime} sebelumnya.',
  'dns-in-segment-more': 'Seluruhnya ada {messageCount} pesan DNS yang dilengkapi segmen ini.',
  'dns-other-port':
    'Port-nya bukan 53; pesan ini dikenali sebagai DNS dari isinya, seperti pada resolver di dalam container.',
  'dns-name-error-alias':
    '{source} memberi tahu {destination} bahwa {name} adalah alias (CNAME) dari {alias}, dan nama yang ditunjuk itu tidak ada (NXDOMAIN).',
};
