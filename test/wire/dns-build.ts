/** Pieces of DNS messages for tests. */

/** Bytes from hexadecimal digits (spaces between them as wished), text of labels, and other pieces, in that order. */
export function wire(...pieces: readonly (string | Uint8Array)[]): Uint8Array {
  return Uint8Array.from(
    Buffer.concat(
      pieces.map((piece) =>
        typeof piece === 'string' ? Buffer.from(piece.replaceAll(' ', ''), 'hex') : piece,
      ),
    ),
  );
}

/** A name without compression: `labels('www', 'example')`; without arguments the root. */
export function labels(...texts: readonly string[]): Uint8Array {
  return wire(...texts.flatMap((text) => [Uint8Array.of(text.length), Buffer.from(text, 'latin1')]), '00');
}

const u16 = (value: number): string => value.toString(16).padStart(4, '0');

/** Header fields by name; the rest is zero. */
export function header(fields: {
  id?: number;
  flags?: number;
  questions?: number;
  answers?: number;
  authority?: number;
  additional?: number;
}): Uint8Array {
  const { id = 0, flags = 0, questions = 0, answers = 0, authority = 0, additional = 0 } = fields;
  return wire([id, flags, questions, answers, authority, additional].map(u16).join(' '));
}

/** A question in class IN. */
export function question(name: Uint8Array, type: number): Uint8Array {
  return wire(name, u16(type), '0001');
}

/** A record in class IN with a TTL of 60. */
export function record(name: Uint8Array | string, type: number, data: Uint8Array | string): Uint8Array {
  const bytes = wire(data);
  return wire(name, u16(type), '0001 0000003c', u16(bytes.length), bytes);
}

/** Pointer to the first question's name. */
export const toQuestion = 'c00c';
