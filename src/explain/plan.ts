import { NOT_TEXT, WHOLE_TEXT, writePreview } from '../bytes/safe-text.js';
import { ByteSink } from '../bytes/sink.js';
import type { Frame } from '../engine/frame.js';
import type { FrameNotes } from '../table/frame-notes.js';
import type { Facts } from '../vocabulary/facts.js';
import { SENTENCE, type SentenceKey } from './sentences.js';

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
  /** The payload's beginning, as {@link Plan.addPreview} left it. */
  readonly preview: ByteSink = new ByteSink(512);
  #facts: Facts | undefined;

  begin(frame: Frame): void {
    this.frame = frame;
    this.note = frame.note;
    this.count = 0;
    this.#facts = undefined;
  }

  add(key: SentenceKey, item = 0): void {
    if (this.count === MAX_SENTENCES) return;
    this.codes[this.count] = SENTENCE[key];
    this.items[this.count++] = item;
  }

  /** The frame's facts, put together when first asked for: not for what is said of every segment. */
  get facts(): Facts {
    this.#facts ??= this.frame.facts;
    return this.#facts;
  }

  /** Adds how the payload begins, if it is text. */
  addPreview(): void {
    const { batch, row } = this.frame;
    const at = batch.payloadAt[row]!;
    const end = batch.payloadEnd[row]!;
    if (at >= end) return;
    this.preview.clear();
    const read = writePreview(this.preview, batch.bytesOf(row), at, end);
    if (read === NOT_TEXT) return;
    const whole = read === WHOLE_TEXT && end - at >= batch.payloadLength[row]!;
    this.add(whole ? 'preview-whole' : 'preview-beginning');
  }
}
