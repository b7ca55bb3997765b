import { arp, dns, ethernet, IP, ipv4, text, udp } from '../support/packets.js';
import { type StoryFrame, story } from '../support/story.js';

/** What steers a terminal or hides from a reader; line feeds are the writer's own. */
export const STEERING: RegExp = /(?!\n)[\p{Cc}\p{Bidi_Control}\u200b-\u200d\u2028\u2029\ufeff]/u;

/** Text that no output may take for anything but text. */
export const HOSTILE: readonly string[] = [
  '\u001b[2J\u001b]0;owned\u0007 red and some more text that is plain',
  'abc \u202egnp.exe \u2066hidden\u2069',
  'long enough to count as text \u009b31m c1 \u0085 next',
  '<script>alert(1)</script> & <b>bold</b>',
  '| a | b | `code` **strong** [link](http://evil.example) ![x](y)',
  'www.evil.example http://evil.example a@evil.example ~~gone~~',
  '=HYPERLINK("http://evil.example","x")',
  '@SUM(A1:A9) +1 -1',
  'line one\r\nline two\r\n\r\n# heading',
  'x\u200by\u2028z\ufeff',
  '漢字テスト 한국어 👩‍👩‍👧',
];

/** Frames whose payloads and names are hostile. */
export function hostileFrames(): readonly StoryFrame[] {
  const script = story().handshake();
  for (const payload of HOSTILE) script.client('PSH,ACK', payload).server('ACK');
  for (const name of ['\u001b[31m<i>|`.example', '=cmd.@x', 'a\u202eb.example', 'www.its.ac.id']) {
    script.frame(datagram(dns({ id: 7, name, type: 'A' }), 53));
    const answers = [{ name, type: 'CNAME', value: '=1+1|<b>.example' }];
    script.frame(datagram(dns({ id: 7, name, type: 'A', rcode: 0, answers }), 5353));
  }
  for (const payload of HOSTILE) script.frame(datagram(text(payload), 9999));
  script.frame(ethernet(arp(1, '172.18.0.3', '172.18.0.2'), { type: 0x0806 }));
  return script.frames;
}

function datagram(payload: Uint8Array, port: number): Uint8Array {
  return ethernet(ipv4(udp(5000, port, payload), { protocol: IP.udp }));
}
