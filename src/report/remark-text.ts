import { safeText } from '../bytes/safe-text.js';
import type { Analysis } from '../engine/analysis.js';
import type { CaptureAnalysis } from '../engine/capture-analysis.js';
import type { Locale } from '../explain/locale.js';
import { counted, phrase } from '../explain/phrases.js';
import type { Match } from '../vantage/match/match.js';
import { type FrameOf, type Remark, Remarks } from '../vantage/remarks.js';

/** Tells what captures together know of packets, in the words of a language. */
export class RemarkText {
  readonly #locale: Locale;
  readonly #captures: readonly CaptureAnalysis[];

  constructor(locale: Locale, captures: readonly CaptureAnalysis[]) {
    this.#locale = locale;
    this.#captures = captures;
  }

  /** How a capture is called. */
  name(capture: number): string {
    return safeText(this.#captures[capture]?.label ?? '', 64);
  }

  /** Packets that a capture says it missed, counted in words; null for none. */
  drops(capture: number): string | null {
    const count = this.#captures[capture]?.droppedPackets ?? 0;
    return count === 0 ? null : counted(this.#locale, 'packet', count);
  }

  /** `mesin2 No. 7`. */
  frame({ capture, frame }: FrameOf): string {
    return phrase(this.#locale, 'frame-of', { capture: this.name(capture), frame });
  }

  /**
   * The remark as a sentence; empty where it says less than is known otherwise.
   *
   * @param source the address that the packet gives as its sender's
   */
  tell(remark: Remark, source: string | null): string {
    const locale = this.#locale;
    switch (remark.kind) {
      case 'lost':
      case 'lost-asked':
      case 'lost-resent':
        return this.#lost(remark);
      case 'needed':
        return phrase(locale, 'remark-needed', { original: this.frame(remark.original) });
      case 'unneeded':
        return phrase(locale, 'remark-unneeded', {
          original: this.frame(remark.original),
          arrival: this.frame(remark.arrival),
        });
      case 'duplicated':
        return phrase(locale, 'remark-duplicated', {
          sent: this.frame(remark.sent),
          first: this.frame(remark.first),
          second: this.frame(remark.second),
        });
      case 'overtaken':
        return phrase(locale, 'remark-overtaken', {
          later: this.frame(remark.later),
          arrival: this.frame(remark.arrival),
        });
      case 'unseen':
        return this.#unseen(remark);
      case 'origin-unseen':
        return this.#originUnseen(remark, source);
      case 'reset-seen':
        if (!this.#isMachine(remark.here, source)) return '';
        return phrase(locale, 'remark-reset-seen', { here: this.name(remark.here) });
      case 'before':
      case 'after':
      case 'outside':
        return phrase(locale, `remark-${remark.kind}`, { there: this.name(remark.there) });
      case 'ambiguous':
        return phrase(locale, 'remark-ambiguous', {});
    }
  }

  #lost(remark: Extract<Remark, { kind: 'lost' | 'lost-asked' | 'lost-resent' }>): string {
    const locale = this.#locale;
    const there = this.name(remark.there);
    const part = remark.part ? ('part-' as const) : ('' as const);
    if (remark.kind === 'lost-asked') {
      const capture = this.name(remark.there);
      const frame = remark.asking.map((each) => each.frame).join(', ');
      const asking = phrase(locale, 'frame-of', { capture, frame });
      return phrase(locale, `remark-${part}lost-asked`, { there, asking });
    }
    // That nothing else acknowledged it, rests on a capture that missed nothing.
    const drops = this.drops(remark.there);
    if (drops !== null) return phrase(locale, `remark-${part}lost-drops`, { there, drops });
    if (remark.kind === 'lost') return phrase(locale, `remark-${part}lost`, { there });
    return phrase(locale, 'remark-lost-resent', {
      there,
      again: this.frame(remark.again),
      arrival: this.frame(remark.arrival),
    });
  }

  #unseen({ there: capture, proof, isAnswer }: Extract<Remark, { kind: 'unseen' }>): string {
    const there = this.name(capture);
    if (proof === null) return phrase(this.#locale, 'remark-unseen', { there });
    const key = isAnswer ? 'remark-unseen-answered' : 'remark-unseen-acknowledged';
    return phrase(this.#locale, key, { there, proof: this.frame(proof) });
  }

  #originUnseen(remark: Extract<Remark, { kind: 'origin-unseen' }>, source: string | null): string {
    const there = this.name(remark.there);
    const drops = this.drops(remark.there);
    const isFromThere = remark.isReset && this.#isMachine(remark.there, source);
    const key = isFromThere ? 'remark-reset-unseen' : 'remark-origin-unseen';
    if (drops === null) return phrase(this.#locale, key, { there });
    return phrase(this.#locale, `${key}-drops`, { there, drops });
  }

  /** Whether a capture was made on the machine that has an address, as far as names tell. */
  #isMachine(index: number, address: string | null): boolean {
    const capture = this.#captures[index];
    const name = address === null ? undefined : capture?.context.hosts.get(address);
    if (capture === undefined || name === undefined) return false;
    return name === capture.label || name === capture.label.slice(capture.label.lastIndexOf('/') + 1);
  }
}

/** What became of a reset on its way, or that it was not seen leaving its sender, as sentences for its story. */
export function resetRemarks(
  match: Match,
  { captures }: Analysis,
  locale: Locale,
): (capture: number, frame: number) => readonly string[] {
  const names = new RemarkText(locale, captures);
  const remarks = new Remarks(match);
  return (capture, frame) => {
    const source = captures[capture]?.frame(frame)?.source ?? null;
    return match
      .packetsOf(capture, frame)
      .flatMap((packet) => remarks.of(packet))
      .filter(({ kind }) => kind === 'origin-unseen' || kind.startsWith('lost'))
      .map((remark) => names.tell(remark, source));
  };
}
