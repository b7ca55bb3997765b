import type { AnyLine } from '../bytes/any-line.js';
import type { Piece } from '../bytes/ink.js';
import { EMPTY } from '../bytes/line.js';
import { Preview } from '../bytes/preview.js';
import { TextLine } from '../bytes/text-line.js';
import type { Frame } from '../engine/frame.js';
import { dnsOf } from '../engine/frame-row.js';
import type { FrameNotes } from '../table/frame-notes.js';
import type { Facts } from '../vocabulary/facts.js';
import { DnsOutline } from '../wire/dns-outline.js';
import { SENTENCE, type SentenceCode } from './sentences.js';
import { PLAIN_TEXT, type TextForm } from './text-form.js';

/** Sentences of one explanation at most. */
const MAX_SENTENCES = 48;

/**
 * Which sentences a frame gets, in order, and what was looked up while choosing them. One is reused for all frames. The
 * choice is the same for every language.
 */
export class Plan {
  /** Codes of `sentences.ts`, the first `count` of them; `items` tells which comment or DNS message one is about. */
  readonly codes: Uint16Array = new Uint16Array(MAX_SENTENCES);
  readonly items: Uint16Array = new Uint16Array(MAX_SENTENCES);
  count = 0;
  frame!: Frame;
  note: FrameNotes | undefined;
  /** The form of the preview, and of what the plan becomes. */
  readonly form: TextForm;
  readonly #preview = new Preview();
  readonly #line: AnyLine;
  #previewPiece: Piece = EMPTY;
  #previewed = false;
  readonly #dns = new DnsOutline();
  #outlined: DnsOutline | null | undefined;
  #facts: Facts | undefined;

  /** @param line what the preview is added to */
  constructor(form: TextForm = PLAIN_TEXT, line: AnyLine = new TextLine()) {
    this.form = form;
    this.#line = line;
  }

  begin(frame: Frame): void {
    this.frame = frame;
    this.note = frame.note;
    this.count = 0;
    this.#previewed = false;
    this.#facts = undefined;
    this.#outlined = undefined;
  }

  add(sentence: SentenceCode, item = 0): void {
    if (this.count === MAX_SENTENCES) return;
    this.codes[this.count] = sentence;
    this.items[this.count++] = item;
  }

  /** The frame's facts, put together when first asked for: not for what is said of every segment. */
  get facts(): Facts {
    this.#facts ??= this.frame.facts;
    return this.#facts;
  }

  /** What the DNS message of a UDP datagram says, read when first asked for; null where there is none. */
  get dns(): DnsOutline | null {
    if (this.#outlined === undefined) this.#outlined = dnsOf(this.frame, this.#dns);
    return this.#outlined;
  }

  /** The payload begins as text. */
  get hasPreview(): boolean {
    return this.#read().isText;
  }

  /** How the payload begins, as safe text in the plan's form; empty where it is not text. */
  get preview(): Piece {
    this.#read();
    return this.#previewPiece;
  }

  /** Adds how the payload begins, if it is text. */
  addPreview(): void {
    const preview = this.#read();
    if (!preview.isText) return;
    const { batch, row } = this.frame;
    const atHand = batch.payloadEnd[row]! - batch.payloadAt[row]!;
    const whole = preview.isWhole && atHand >= batch.payloadLength[row]!;
    this.add(whole ? SENTENCE['preview-whole'] : SENTENCE['preview-beginning']);
  }

  #read(): Preview {
    const preview = this.#preview;
    if (this.#previewed) return preview;
    this.#previewed = true;
    const { batch, row } = this.frame;
    preview.read(batch.bytesOf(row), batch.payloadAt[row]!, batch.payloadEnd[row]!);
    if (!preview.isPlain) this.form.escape(preview.text, 0);
    this.#previewPiece = this.#line.passing(preview.text);
    return preview;
  }
}
