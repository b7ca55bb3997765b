import type { ByteSink } from '../bytes/sink.js';

/** How text stands where it is written: as it is, or as the inside of some format's string. */
export interface TextForm {
  /** Text in this form. */
  readonly text: (text: string) => string;
  /** Brings what was written since byte `from` into this form. */
  readonly escape: (sink: ByteSink, from: number) => void;
}

/** Text as it is. */
export const PLAIN_TEXT: TextForm = { text: (text) => text, escape: () => undefined };
