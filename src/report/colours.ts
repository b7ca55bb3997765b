import type { Role } from '../vocabulary/roles.js';

/** Select Graphic Rendition numbers (ECMA-48, 8.3.117) of what a table paints. */
const STYLES = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  magenta: [35, 39],
  cyan: [36, 39],
} as const;

/** One of the styles. */
export type Style = keyof typeof STYLES;

/** Paints text, or leaves it as it is. */
export type Painter = (style: Style, text: string) => string;

/** @param colour whether the reader's terminal shows colours */
export function painter(colour: boolean): Painter {
  if (!colour) return (_, text) => text;
  return (style, text) =>
    text === '' ? '' : `\u001b[${STYLES[style][0]}m${text}\u001b[${STYLES[style][1]}m`;
}

/** Opening green, data cyan, close yellow, reset and damage red, names blue, control magenta, the rest dim. */
export const ROLE_STYLE: Readonly<Record<Role, Style>> = {
  malformed: 'red',
  'ip-fragment': 'magenta',
  'arp-request': 'magenta',
  'arp-reply': 'magenta',
  'icmp-echo-request': 'magenta',
  'icmp-echo-reply': 'magenta',
  'icmp-error': 'red',
  'icmp-other': 'magenta',
  'neighbor-solicitation': 'magenta',
  'neighbor-advertisement': 'magenta',
  'router-solicitation': 'magenta',
  'router-advertisement': 'magenta',
  'multicast-listener': 'magenta',
  'dns-query': 'blue',
  'dns-response': 'blue',
  udp: 'cyan',
  reset: 'red',
  syn: 'green',
  'syn-ack': 'green',
  'first-fin': 'yellow',
  'second-fin': 'yellow',
  'handshake-ack': 'green',
  data: 'cyan',
  'first-fin-ack': 'yellow',
  'second-fin-ack': 'yellow',
  ack: 'dim',
  other: 'dim',
};
