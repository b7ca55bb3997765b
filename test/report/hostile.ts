import { type Analysis, analyze } from '../../src/engine/analysis.js';
import { arp, dns, ethernet, IP, ipv4, text, udp } from '../support/packets.js';
import { story } from '../support/story.js';

/** What steers a terminal or hides from a reader. */
export const STEERING: RegExp = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/;

/** Text that no output may take for anything but text. */
export const HOSTILE: readonly string[] = [
  '\u001b[2J\u001b]0;owned\u0007 red',
  'abc \u202egnp.exe \u2066hidden\u2069',
  '\u009b31m c1 \u0085 next',
  '<script>alert(1)</script> & <b>bold</b>',
  '| a | b | `code` **strong** [link](http://evil.example) ![x](y)',
  '=HYPERLINK("http://evil.example","x")',
  '@SUM(A1:A9) +1 -1',
  'line one\r\nline two\r\n\r\n# heading',
  'x\u200by\u2028z\ufeff',
];

/** A capture whose payloads and names are hostile. */
export async function hostileCapture(label = 'hostile'): Promise<Analysis> {
  const script = story().handshake();
  for (const payload of HOSTILE) script.client('PSH,ACK', payload).server('ACK');
  const name = ['\u001b[31m<i>|`', '=cmd', '\u202e'];
  const question = dns({ id: 7, questions: [{ name, type: 1 }] } as unknown as Parameters<typeof dns>[0]);
  script.frame(datagram(question, 53));
  for (const payload of HOSTILE) script.frame(datagram(text(payload), 9999));
  script.frame(ethernet(arp(1, '172.18.0.3', '172.18.0.2'), { type: 0x0806 }));
  return analyze([{ label, input: script.frames }]);
}

function datagram(payload: Uint8Array, port: number): Uint8Array {
  const ends = { sourcePort: 5000, destinationPort: port };
  return ethernet(ipv4(udp(payload, ends as Parameters<typeof udp>[1]), { protocol: IP.udp }));
}
