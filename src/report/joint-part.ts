import type { Analysis } from '../engine/analysis.js';
import type { Frame } from '../engine/frame.js';
import { explain } from '../explain/explain.js';
import type { Locale } from '../explain/locale.js';
import { counted, durationText, phrase } from '../explain/phrases.js';
import { FATES } from '../vantage/match/fates.js';
import type { Match } from '../vantage/match/match.js';
import { MARK } from '../vantage/match/packets.js';
import { Remarks } from '../vantage/remarks.js';
import { clockBlocks } from './clock-blocks.js';
import type { RowFilter } from './filter.js';
import { frameNumbers } from './frame-numbers.js';
import { type JointConversation, type JointRow, jointConversations } from './joint-rows.js';
import type { ReportBlock, ReportPart } from './part.js';
import { RemarkText } from './remark-text.js';
import { endpointText } from './titles.js';
import { translations } from './translations.js';

/** How joint tables are made. */
export interface JointOptions {
  /** Language of what is said. */
  readonly locale: Locale;
  /** Which packets: those with a frame that it wants. */
  readonly filter: RowFilter;
  /** Also packets outside DNS and TCP. */
  readonly all: boolean;
  /** Times were set by the reference's clock. */
  readonly align: boolean;
}

/**
 * The captures side by side: how their clocks differ, and a table for each conversation that several of them saw. Empty where
 * they have nothing in common.
 */
export function jointParts(match: Match, analysis: Analysis, options: JointOptions): ReportPart[] {
  if (match.count === 0) return [];
  const { locale } = options;
  const names = new RemarkText(locale, analysis.captures);
  const blocks = [...new JointTables(match, analysis, options, names).blocks()];
  if (!blocks.some(({ kind }) => kind === 'table')) return [];
  const clocks = clockBlocks(match, locale, names, options.align);
  return [
    { title: phrase(locale, 'clocks-title', {}), blocks: clocks },
    { title: phrase(locale, 'joint-title', {}), blocks },
  ];
}

class JointTables {
  readonly #match: Match;
  readonly #analysis: Analysis;
  readonly #options: JointOptions;
  readonly #names: RemarkText;
  readonly #remarks: Remarks;

  constructor(match: Match, analysis: Analysis, options: JointOptions, names: RemarkText) {
    this.#match = match;
    this.#analysis = analysis;
    this.#options = options;
    this.#names = names;
    this.#remarks = new Remarks(match);
  }

  *blocks(): Generator<ReportBlock> {
    const { locale, filter, all } = this.#options;
    yield paragraph(phrase(locale, 'joint-about', { reference: this.#names.name(0) }));
    for (const index of this.#match.labels.keys()) {
      const drops = this.#names.drops(index);
      if (drops !== null)
        yield paragraph(phrase(locale, 'joint-drops', { capture: this.#names.name(index), drops }));
    }
    const showOther = all || filter.chosen || filter.frames !== undefined;
    for (const conversation of jointConversations(this.#match, this.#analysis, filter)) {
      if (conversation.kind === 'other' && !showOther)
        yield paragraph(
          phrase(locale, 'joint-outside', { packets: counted(locale, 'packet', conversation.rows.length) }),
        );
      else yield* this.#conversation(conversation);
    }
  }

  *#conversation(conversation: JointConversation): Generator<ReportBlock> {
    const { locale } = this.#options;
    const { headings } = locale;
    yield { kind: 'heading', text: this.#title(conversation) };
    if (conversation.kind === 'connection')
      for (const { here, there, before, after } of translations(this.#match, conversation.rows))
        yield paragraph(
          phrase(locale, 'joint-rewritten', {
            here: this.#names.name(here),
            there: this.#names.name(there),
            before,
            after,
          }),
        );
    yield paragraph(this.#fates(conversation));
    const captures = this.#capturesOf(conversation);
    const rows = { [Symbol.iterator]: () => this.#rows(conversation, captures) };
    yield {
      kind: 'table',
      columns: [
        ...captures.map((index) => ({
          heading: `${headings.frame} ${this.#names.name(index)}`,
          right: true,
          most: 14,
        })),
        { heading: headings.delay, right: true },
        { heading: headings.explanation, rest: true },
      ],
      rows,
    };
  }

  #title({ kind, connections, rows }: JointConversation): string {
    const { locale } = this.#options;
    if (kind === 'lookups') return phrase(locale, 'joint-lookups', {});
    if (kind === 'other') return phrase(locale, 'joint-other', {});
    const [sent] = this.#match.settled.packets.rows(rows[0]!.packets[0]!);
    const capture = this.#analysis.captures[this.#match.rows.capture[sent!]!]!;
    const number = connections.get(this.#match.rows.capture[sent!]!) ?? 0;
    const connection = capture.connection(number);
    const { hosts } = capture.context;
    return phrase(locale, 'joint-connection', {
      client:
        connection === undefined ? '' : endpointText(hosts, connection.clientAddress, connection.client),
      server:
        connection === undefined ? '' : endpointText(hosts, connection.serverAddress, connection.server),
      numbers: [...connections]
        .sort(([one], [other]) => one - other)
        .map(([index, each]) => `${each} (${this.#names.name(index)})`)
        .join(', '),
    });
  }

  #fates({ rows }: JointConversation): string {
    const { locale } = this.#options;
    const counts = FATES.map(() => 0);
    let total = 0;
    for (const { packets } of rows)
      for (const packet of packets) {
        counts[this.#match.settled.fate[packet]!]!++;
        total++;
      }
    const fates = FATES.map((fate, code) => `${counts[code]} ${phrase(locale, `fate-${fate}`, {})}`)
      .filter((_, code) => counts[code]! > 0)
      .join(', ');
    return phrase(locale, 'joint-fates', { packets: counted(locale, 'packet', total), fates });
  }

  /** Captures that have packets of a conversation, or should have. */
  #capturesOf({ rows }: JointConversation): number[] {
    const { settled, rows: frames } = this.#match;
    const found = new Set<number>();
    for (const { packets } of rows)
      for (const packet of packets) {
        for (const row of settled.packets.rows(packet)) found.add(frames.capture[row]!);
        if (settled.lacking[packet]! >= 0) found.add(settled.lacking[packet]!);
      }
    return [...found].sort((one, other) => one - other);
  }

  *#rows({ rows }: JointConversation, captures: readonly number[]): Generator<string[]> {
    const { locale } = this.#options;
    for (const row of rows) {
      const frames = this.#framesOf(row);
      const delay = this.#match.delay(row.packets[0]!);
      yield [
        ...captures.map((index) => frameNumbers(frames.get(index) ?? [])),
        delay === null ? '' : durationText(locale, delay),
        this.#explanation(row, frames),
      ];
    }
  }

  /** Frame numbers of a row by capture, the captures in the order of travel. */
  #framesOf({ packets }: JointRow): Map<number, number[]> {
    const frames = new Map<number, Set<number>>();
    for (const packet of packets)
      for (const row of this.#match.settled.packets.rows(packet)) {
        const capture = this.#match.rows.capture[row]!;
        const list = frames.get(capture) ?? new Set<number>();
        frames.set(capture, list.add(this.#match.rows.frame(row)));
      }
    return new Map([...frames].map(([capture, list]) => [capture, [...list].sort((a, b) => a - b)]));
  }

  #explanation({ packets }: JointRow, frames: ReadonlyMap<number, readonly number[]>): string {
    const { locale } = this.#options;
    const frame = this.#toldFrame(frames);
    const remarks = packets.flatMap((packet) => this.#remarks.of(packet));
    const texts = remarks.map((remark) => this.#names.tell(remark, frame?.source ?? null));
    const { mark } = this.#match.settled.packets;
    const isDivided = packets.some((packet) => (mark[packet]! & MARK.resegmented) !== 0);
    const divided = isDivided ? this.#divided(frames) : '';
    // The second copy of a packet was explained with the first.
    const isCopy = remarks.some(({ kind }) => kind === 'duplicated');
    const told = frame === undefined || isCopy ? '' : explain(frame, locale);
    return [told, divided, ...new Set(texts)].filter((text) => text !== '').join(' ');
  }

  /** The frame whose explanation stands for the row: the sender's; where a card split or joined, the one that is whole. */
  #toldFrame(frames: ReadonlyMap<number, readonly number[]>): Frame | undefined {
    const lists = [...frames];
    const [capture, [number = 0] = []] = lists.find(([, list]) => list.length === 1) ?? lists[0]!;
    return this.#analysis.captures[capture]?.frame(number);
  }

  #divided(frames: ReadonlyMap<number, readonly number[]>): string {
    const { locale } = this.#options;
    const [[from, sent], [to, seen] = [0, []]] = [...frames] as [[number, number[]], [number, number[]]?];
    if (frames.size !== 2 || (sent.length === 1 && seen.length === 1)) return '';
    const ends = { here: this.#names.name(from), there: this.#names.name(to) };
    if (sent.length === 1) return phrase(locale, 'remark-split', { ...ends, count: seen.length });
    if (seen.length === 1) return phrase(locale, 'remark-joined', { ...ends, count: sent.length });
    return phrase(locale, 'remark-regrouped', { ...ends, before: sent.length, after: seen.length });
  }
}

function paragraph(text: string): ReportBlock {
  return { kind: 'paragraph', text };
}
