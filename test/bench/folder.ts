/** The captures of one run of the benchmark: made when first asked for, thrown away at the end. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bulk, chatty, flood, scan, type Written } from './captures.js';

/** A capture file. */
export interface Made extends Written {
  readonly path: string;
}

export type Kind = 'chatty' | 'bulk' | 'lossy' | 'scan' | 'flood';

const KINDS: Readonly<Record<Kind, (path: string, frames: number) => Written>> = {
  chatty,
  bulk,
  lossy: (path, frames) => bulk(path, frames, 100),
  scan,
  flood,
};

/** Frames of each of many small captures. */
const SMALL = 50;

export class Captures {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'framewise-bench-'));
  readonly #made = new Map<string, Made>();

  get(kind: Kind, frames: number): Made {
    const name = `${kind}-${frames}.pcap`;
    let made = this.#made.get(name);
    if (made === undefined) {
      const path = join(this.folder, name);
      made = { path, ...KINDS[kind](path, frames) };
      this.#made.set(name, made);
    }
    return made;
  }

  /** Many small captures. */
  small(count: number): Made[] {
    return Array.from({ length: count }, (_, i) => {
      const path = join(this.folder, `small-${i}.pcap`);
      return { path, ...chatty(path, SMALL, 100 + i) };
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
