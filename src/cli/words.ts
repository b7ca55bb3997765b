import type { CaptureErrorCode } from '../capture/capture-error.js';
import type { CommandName, OptionName } from './commands.js';

/** Languages that framewise speaks. */
export type Language = 'id' | 'en';

/** Everything that the command line says itself, in one language; `{…}` is filled in. */
export interface CliWords {
  readonly tagline: string;
  readonly usage: string;
  readonly options: string;
  readonly commands: string;
  readonly arguments: string;
  readonly examples: string;
  readonly captureArgument: string;
  readonly defaultIs: string;
  readonly choicesAre: string;
  readonly helpCommand: string;
  readonly helpOption: string;
  readonly versionOption: string;
  readonly summaries: Readonly<Record<CommandName, string>>;
  readonly optionTexts: Readonly<Record<OptionName, string>>;
  readonly problems: Readonly<Record<ProblemKey, string>>;
  /** Why a capture could not be read; null: as the library says it. */
  readonly faults: Readonly<Record<CaptureErrorCode, string>> | null;
  readonly noSuchFile: string;
  readonly noPermission: string;
  readonly directory: string;
  /** Why a log of a program could not be used. */
  readonly logs: Readonly<Record<'unreadable' | 'notText' | 'tooLarge', string>>;
  /** Where reading stopped. */
  readonly stoppedAt: string;
  readonly framesBefore: string;
  readonly oneFrameBefore: string;
  /** `mesin1 (0–2)`, and a capture that has none. */
  readonly progress: string;
  /** The capture itself says that packets were lost while it was made. */
  readonly dropped: string;
  /** There were more connections than are remembered. */
  readonly forgotten: string;
  /** A capture whose clock can't be set by the first one's. */
  readonly notAligned: string;
  /** More captures than can be held against each other: how many can. */
  readonly notJoint: string;
}

/** What can be wrong with a call. */
export type ProblemKey =
  | 'unknown-option'
  | 'unknown-command'
  | 'missing-command'
  | 'missing-argument'
  | 'missing-value'
  | 'too-many-arguments'
  | 'too-few-captures'
  | 'too-many-captures'
  | 'bad-choice'
  | 'bad-number'
  | 'bad-frames'
  | 'bad-only'
  | 'bad-field'
  | 'fields-format'
  | 'bad-limit'
  | 'bad-host'
  | 'bad-log'
  | 'log-twice'
  | 'log-format'
  | 'no-such-log-label'
  | 'stdin-twice'
  | 'align-stdin'
  | 'output-is-input'
  | 'output-failed'
  | 'no-such-connection'
  | 'no-connections-at-all'
  | 'no-such-frame'
  | 'connection-needed'
  | 'see-help'
  | 'unexpected';

const en: CliWords = {
  tagline: 'Says in plain language what every frame of a packet capture does in its conversation.',
  usage: 'Usage:',
  options: 'Options:',
  commands: 'Commands:',
  arguments: 'Arguments:',
  examples: 'Examples:',
  captureArgument: 'pcap or pcapng file (also .gz, .zst), LABEL=FILE, or - for standard input',
  defaultIs: 'default',
  choicesAre: 'choices',
  helpCommand: 'show the help of a command',
  helpOption: 'show this help',
  versionOption: 'show the version',
  summaries: {
    explain: 'annotated tables: what every frame does',
    connections: 'one row for each TCP connection',
    lookups: 'one row for each DNS question',
    follow: 'the bytes of a TCP connection',
    match: 'the same packet in several captures, their clocks, and what became of each packet',
  },
  optionTexts: {
    lang: 'language of the output (default: from LC_ALL, LC_MESSAGES or LANG, else en)',
    format: 'form of the output',
    fields: 'columns of csv and ndjson, separated by commas, e.g. frame,role,facts.seq',
    output: 'write to a file; - is standard output',
    connection: 'only connection N (as tcp.stream)',
    connectionNeeded: 'the connection (as tcp.stream)',
    frames: 'only these frames, e.g. 10-20,33',
    only: 'only these protocols, roles or findings, e.g. dns,tcp or reset,retransmission',
    all: 'also show frames outside DNS and TCP in the tables (text, markdown)',
    detail: 'brief, or full: with reasons and RFC sections',
    story:
      'tell who was served when, and each conversation as a story; auto: where there are few (text, markdown, json)',
    direction: 'which of the two streams',
    align: 'show all times on the clock of the first capture',
    host: 'name a machine: its label and IP address (may be repeated)',
    log: "what the program on a capture's machine printed, or its strace record (may be repeated; text, markdown, json)",
    checksums: 'verify checksums (finding bad-checksum); of little use where a network card fills them in',
    limits: 'bounds of the analysis, e.g. maxConnections=1000000',
    color: 'colours in the text',
    progress: 'show no progress on standard error',
  },
  problems: {
    'unknown-option': 'unknown option {what}',
    'unknown-command': 'unknown command {what}',
    'missing-command': 'a command is missing',
    'missing-argument': 'which capture? Give at least one file, or - for standard input',
    'missing-value': 'option {what} needs a value',
    'too-many-arguments': 'this command takes one capture only',
    'too-few-captures': 'this command holds captures against each other: give at least two',
    'too-many-captures': 'at most {what} captures can be held against each other',
    'bad-choice': '{option} must be one of: {choices}',
    'bad-number': '{option} must be a whole number from 0',
    'bad-frames': '--frames takes numbers and ranges such as 10-20,33; "{what}" is none',
    'bad-only': '--only does not know "{what}". It knows: {choices}',
    'bad-field': '--fields does not know "{what}". It knows: {choices}',
    'fields-format': '--fields works with --format csv or ndjson',
    'bad-limit': '--limits takes name=number, separated by commas; "{what}" is none. Names: {choices}',
    'bad-host': '--host takes LABEL=ADDRESS with an IP address; "{what}" is none',
    'bad-log': '--log takes LABEL=FILE; "{what}" is none',
    'log-twice': '--log names {what} twice; one log a capture',
    'log-format': '--log works with --format text, markdown or json',
    'no-such-log-label': '--log: there is no capture {what}. Captures: {there}',
    'stdin-twice': 'standard input can be read only once',
    'align-stdin':
      '--align reads every capture twice, and standard input can be read only once: save it to a file first',
    'output-is-input': 'the output file {what} is one of the captures',
    'output-failed': 'cannot write to {what}: {reason}',
    'no-such-connection': 'there is no connection {what}. Connections: {there}',
    'no-connections-at-all': 'none',
    'no-such-frame': 'there is no frame {what}. Frames: {there}',
    'connection-needed': 'which connection? Give -c N. Connections: {there}',
    'see-help': 'See framewise --help.',
    unexpected: 'unexpected error, please report it: {what}',
  },
  faults: null,
  noSuchFile: 'There is no such file.',
  noPermission: 'This user may not read the file.',
  directory: 'This is a directory, not a capture.',
  logs: {
    unreadable: 'The log could not be read.',
    notText: 'This is no log: it is not text.',
    tooLarge: 'The log is larger than 64 MiB.',
  },
  stoppedAt: 'Reading stopped at byte {offset}, frame {frame}.',
  framesBefore: 'The {frames} frames before it were read.',
  oneFrameBefore: 'The 1 frame before it was read.',
  progress: 'Reading',
  dropped:
    'the capture says that {count} packets were lost while it was made; what seems missing may be missing only here',
  forgotten:
    '{count} connections that ended early are not listed, as there were more than are remembered (--limits maxEndedConnections=N)',
  notAligned:
    '{what}: its times are shown as they are, because its clock cannot be compared with that of the first capture',
  notJoint: 'each capture is explained by itself: at most {count} can be held against each other',
};

const id: CliWords = {
  tagline: 'Menjelaskan dengan bahasa sederhana peran setiap frame rekaman jaringan dalam percakapannya.',
  usage: 'Cara pakai:',
  options: 'Opsi:',
  commands: 'Perintah:',
  arguments: 'Argumen:',
  examples: 'Contoh:',
  captureArgument: 'berkas pcap atau pcapng (juga .gz, .zst), LABEL=BERKAS, atau - untuk masukan standar',
  defaultIs: 'bawaan',
  choicesAre: 'pilihan',
  helpCommand: 'tampilkan bantuan sebuah perintah',
  helpOption: 'tampilkan bantuan ini',
  versionOption: 'tampilkan versi',
  summaries: {
    explain: 'tabel beranotasi: apa yang dilakukan setiap frame',
    connections: 'satu baris untuk setiap koneksi TCP',
    lookups: 'satu baris untuk setiap pertanyaan DNS',
    follow: 'isi sebuah koneksi TCP, byte demi byte',
    match: 'paket yang sama dalam beberapa rekaman, selisih jam antarmesin, dan nasib setiap paket',
  },
  optionTexts: {
    lang: 'bahasa keluaran (bawaan: dari LC_ALL, LC_MESSAGES, atau LANG; jika tidak ada, en)',
    format: 'bentuk keluaran',
    fields: 'kolom untuk csv dan ndjson, dipisah koma, mis. frame,role,facts.seq',
    output: 'tulis ke berkas; - berarti keluaran standar',
    connection: 'hanya koneksi N (nomor tcp.stream)',
    connectionNeeded: 'nomor koneksi (tcp.stream)',
    frames: 'hanya frame ini, mis. 10-20,33',
    only: 'hanya protokol, peran, atau temuan ini, mis. dns,tcp atau reset,retransmission',
    all: 'tampilkan juga frame di luar DNS dan TCP dalam tabel (text, markdown)',
    detail: 'brief (ringkas), atau full: dengan alasan dan bagian RFC',
    story:
      'ceritakan siapa dilayani kapan, dan jalan cerita tiap percakapan; auto: bila percakapannya sedikit (text, markdown, json)',
    direction: 'arah aliran yang ditampilkan',
    align: 'tampilkan semua waktu menurut jam rekaman pertama',
    host: 'beri nama mesin: label dan alamat IP-nya (boleh diulang)',
    log: 'keluaran program di mesin sebuah rekaman, atau catatan strace-nya (boleh diulang; text, markdown, json)',
    checksums: 'periksa checksum (temuan bad-checksum); kurang berguna bila kartu jaringan yang mengisinya',
    limits: 'batas analisis, mis. maxConnections=1000000',
    color: 'warna dalam teks',
    progress: 'jangan tampilkan kemajuan pembacaan (stderr)',
  },
  problems: {
    'unknown-option': 'opsi {what} tidak dikenal',
    'unknown-command': 'perintah {what} tidak dikenal',
    'missing-command': 'perintahnya belum disebutkan',
    'missing-argument': 'rekaman yang mana? Sebutkan setidaknya satu berkas, atau - untuk masukan standar',
    'missing-value': 'opsi {what} memerlukan nilai',
    'too-many-arguments': 'perintah ini hanya menerima satu rekaman',
    'too-few-captures': 'perintah ini membandingkan rekaman: sebutkan setidaknya dua',
    'too-many-captures': 'paling banyak {what} rekaman dapat dibandingkan sekaligus',
    'bad-choice': '{option} harus salah satu dari: {choices}',
    'bad-number': '{option} harus berupa bilangan bulat mulai dari 0',
    'bad-frames': '--frames menerima nomor dan rentang seperti 10-20,33; "{what}" bukan itu',
    'bad-only': '--only tidak mengenal "{what}". Yang dikenal: {choices}',
    'bad-field': '--fields tidak mengenal "{what}". Yang dikenal: {choices}',
    'fields-format': '--fields hanya berlaku untuk --format csv atau ndjson',
    'bad-limit': '--limits menerima nama=angka, dipisah koma; "{what}" bukan itu. Nama: {choices}',
    'bad-host': '--host menerima LABEL=ALAMAT dengan alamat IP; "{what}" bukan itu',
    'bad-log': '--log menerima LABEL=BERKAS; "{what}" bukan itu',
    'log-twice': '--log menyebut {what} dua kali; satu log untuk satu rekaman',
    'log-format': '--log hanya berlaku untuk --format text, markdown, atau json',
    'no-such-log-label': '--log: rekaman {what} tidak ada. Rekaman: {there}',
    'stdin-twice': 'masukan standar hanya dapat dibaca satu kali',
    'align-stdin':
      '--align membaca setiap rekaman dua kali, sedangkan masukan standar hanya dapat dibaca satu kali: simpan dahulu ke berkas',
    'output-is-input': 'berkas keluaran {what} adalah salah satu rekaman',
    'output-failed': 'tidak dapat menulis ke {what}: {reason}',
    'no-such-connection': 'koneksi {what} tidak ada. Koneksi: {there}',
    'no-connections-at-all': 'tidak ada',
    'no-such-frame': 'frame {what} tidak ada. Frame: {there}',
    'connection-needed': 'koneksi yang mana? Sebutkan -c N. Koneksi: {there}',
    'see-help': 'Lihat framewise --help.',
    unexpected: 'terjadi galat tak terduga, mohon dilaporkan: {what}',
  },
  faults: {
    unreadable: 'Berkas tidak dapat dibaca.',
    empty: 'Berkas kosong: tidak ada satu byte pun.',
    'not-a-capture': 'Ini bukan rekaman pcap atau pcapng.',
    unsupported: 'Jenis rekaman ini belum didukung.',
    'text-mode-damage':
      'Rekaman rusak karena dikirim sebagai teks: akhir baris diubah (LF menjadi CRLF), misalnya oleh terminal "docker run -t" atau FTP mode ASCII. Rekam atau kirim ulang dalam mode biner.',
    cut: 'Rekaman terpotong.',
    'bad-length': 'Rekaman rusak: ada nilai panjang yang tidak mungkin benar.',
    'bad-record': 'Rekaman rusak: ada bagian yang tidak sesuai dengan formatnya.',
    'bad-compression': 'Data terkompresi rusak.',
    limit: 'Salah satu batas pembacaan tercapai.',
  },
  noSuchFile: 'Berkasnya tidak ada.',
  noPermission: 'Pengguna ini tidak diizinkan membacanya.',
  directory: 'Ini folder, bukan rekaman.',
  logs: {
    unreadable: 'Log tidak dapat dibaca.',
    notText: 'Ini bukan log: isinya bukan teks.',
    tooLarge: 'Log lebih besar dari 64 MiB.',
  },
  stoppedAt: 'Pembacaan berhenti di byte {offset}, frame {frame}.',
  framesBefore: '{frames} frame sebelumnya sudah dibaca.',
  oneFrameBefore: '1 frame sebelumnya sudah dibaca.',
  progress: 'Membaca',
  dropped:
    'menurut rekaman ini, {count} paket hilang sewaktu perekaman; yang tampak hilang mungkin hanya tidak terekam',
  forgotten:
    '{count} koneksi yang berakhir lebih dahulu tidak tercantum karena jumlahnya melebihi yang diingat (--limits maxEndedConnections=N)',
  notAligned:
    '{what}: waktunya ditampilkan apa adanya, karena jamnya tidak dapat dibandingkan dengan jam rekaman pertama',
  notJoint:
    'setiap rekaman dijelaskan tersendiri: paling banyak {count} rekaman dapat dibandingkan sekaligus',
};

/** The words of each language. */
export const WORDS: Readonly<Record<Language, CliWords>> = { id, en };
