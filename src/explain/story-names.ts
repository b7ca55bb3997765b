import { safeText } from '../bytes/safe-text.js';
import type { KeptCapture } from '../engine/capture-analysis.js';
import type { Connection } from '../engine/connection.js';
import type { Locale } from './locale.js';
import { Parties } from './parties.js';
import { phrase } from './phrases.js';
import { PLAIN_TEXT } from './text-form.js';

/** A frame of another capture. */
export interface FrameElsewhere {
  /** Label of that capture. */
  readonly capture: string;
  /** Number of the frame in it. */
  readonly frame: number;
}

/** How a story names machines, frames and lists. */
export class StoryNames {
  readonly locale: Locale;
  readonly #capture: KeptCapture;
  readonly #parties: Parties;
  readonly #elsewhere: ((frame: number) => readonly FrameElsewhere[]) | undefined;

  /** @param elsewhere frames of other captures that are the same packet; without it, frames are named by number alone */
  constructor(
    capture: KeptCapture,
    locale: Locale,
    elsewhere: ((frame: number) => readonly FrameElsewhere[]) | undefined,
  ) {
    this.locale = locale;
    this.#capture = capture;
    this.#parties = new Parties(capture.context, locale.values, PLAIN_TEXT);
    this.#elsewhere = elsewhere;
  }

  /** The short names of a connection's client and server; their endpoints where both have one address. */
  sides(connection: Connection): Readonly<Record<'client' | 'server', string>> {
    const { clientAddress, serverAddress, client, server } = connection;
    return clientAddress === serverAddress
      ? { client, server }
      : { client: this.short(clientAddress), server: this.short(serverAddress) };
  }

  /** `mesin2 (172.18.0.3)`, or the address alone. */
  full(address: string): string {
    return this.#parties.nameOf(address);
  }

  /** `mesin2`, or the address where the machine has no name. */
  short(address: string): string {
    const label = this.#capture.context.hosts.get(address);
    return label === undefined ? safeText(address, 64) : safeText(label, 64);
  }

  /** `No. 3, 4 dan 5`; `No. 3 di mesin1; No. 4 di mesin2` where other captures hold the same packets. */
  where(...frames: readonly number[]): string {
    const { locale } = this;
    if (this.#elsewhere === undefined) return phrase(locale, 'story-frames', { frames: this.list(frames) });
    const places = new Map<string, (number | string)[]>([[this.#capture.label, [...frames]]]);
    for (const frame of frames)
      for (const other of this.#elsewhere(frame)) {
        const there = places.get(other.capture);
        if (there === undefined) places.set(other.capture, [other.frame]);
        else if (!there.includes(other.frame)) there.push(other.frame);
      }
    return [...places]
      .map(([capture, those]) =>
        phrase(locale, 'story-frames-in', { frames: this.list(those), capture: safeText(capture, 64) }),
      )
      .join('; ');
  }

  /** Whether a frame is the same packet as one of the capture with this label. */
  isSame(frame: number, capture: string, other: number): boolean {
    if (capture === this.#capture.label) return frame === other;
    return (this.#elsewhere?.(frame) ?? []).some((each) => each.capture === capture && each.frame === other);
  }

  /** `No. 14 di mesin2`. */
  whereIn(capture: string, frame: number): string {
    return phrase(this.locale, 'story-frames-in', { frames: frame, capture: safeText(capture, 64) });
  }

  /** `32, 14 dan 3`. */
  list(items: readonly (number | string)[]): string {
    const [last = '', ...before] = [...items].reverse();
    if (before.length === 0) return String(last);
    return phrase(this.locale, 'story-last', { list: before.reverse().join(', '), last });
  }
}
