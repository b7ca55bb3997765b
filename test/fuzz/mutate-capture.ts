import { joined, mutateBytes } from './mutate-bytes.js';
import type { Original, OriginalFrame, Originals } from './originals.js';
import { captureFile, type Draft } from './pcap-file.js';
import type { Random } from './random.js';

/** Frames and bytes of a mutated capture at most; most have far fewer. */
const MOST_FRAMES = 24;
const MOST_BYTES = 24_000;
/** Frames of a capture that is to show what costs more than its share. */
const MANY_FRAMES = 3000;
const LINK_TYPES = [
  0, 1, 6, 7, 8, 9, 10, 12, 50, 51, 101, 104, 105, 107, 108, 113, 127, 129, 192, 228, 229, 239, 242, 276, 277,
];

/** The bytes of one mutated capture: always the same for the same random numbers. */
export function mutatedCapture(random: Random, { files, captures }: Originals): Uint8Array {
  const kind = random.below(100);
  if (kind < 4) return noise(random);
  if (kind < 24) return mutatedFile(random, random.pick(files).bytes, random.pick(files).bytes);
  return mutatedFrames(random, captures);
}

const STARTS = [
  '',
  'd4c3b2a102000400',
  'a1b2c3d400020004',
  '0a0d0d0a1c0000004d3c2b1a01000000',
  '1f8b08',
  '28b52ffd',
];

function noise(random: Random): Uint8Array {
  return joined(Buffer.from(random.pick(STARTS), 'hex'), random.bytes(random.below(400)));
}

/** A file with changes anywhere: what the readers of the formats must bear. */
function mutatedFile(random: Random, original: Uint8Array, other: Uint8Array): Uint8Array {
  let bytes: Uint8Array = original.slice();
  for (let left = random.between(1, 6); left > 0; left--) bytes = mutateBytes(random, bytes, other);
  return bytes;
}

/** Frames with changes inside, in a file whose own structure is whole: what everything behind the readers must bear. */
function mutatedFrames(random: Random, captures: readonly Original[]): Uint8Array {
  const original = random.pick(captures);
  const drafts = someFrames(random, original);
  const other = random.oneIn(6) ? random.pick(captures) : original;
  for (let left = random.below(8); left > 0 && drafts.length > 0; left--) {
    const at = random.below(drafts.length);
    if (random.oneIn(4)) mutateOrder(random, drafts, at, other);
    else mutateDraft(random, drafts, at, random.pick(other.frames));
  }
  const linkType = random.oneIn(40) ? random.pick(LINK_TYPES) : original.linkType;
  if (random.oneIn(1500)) repeatMany(random, drafts);
  return captureFile(drafts, linkType);
}

/** Frames that follow one another, from anywhere in the capture. */
function someFrames(random: Random, { frames }: Original): Draft[] {
  const start = random.oneIn(2) ? 0 : random.below(frames.length);
  const count = random.between(1, random.oneIn(4) ? MOST_FRAMES : 8);
  const drafts: Draft[] = [];
  let size = 0;
  for (const frame of frames.slice(start, start + count)) {
    size += frame.bytes.length;
    if (size > MOST_BYTES && drafts.length > 0) break;
    drafts.push(draftOf(frame));
  }
  return drafts;
}

function draftOf(frame: OriginalFrame): Draft {
  return { ...frame, bytes: frame.bytes.slice() };
}

function mutateDraft(random: Random, drafts: Draft[], at: number, other: OriginalFrame): void {
  const draft = drafts[at]!;
  const before = draft.bytes.length;
  const cut = random.oneIn(12);
  if (cut) draft.bytes = draft.bytes.slice(0, random.below(before + 1));
  else draft.bytes = mutateBytes(random, draft.bytes, other.bytes);
  if (!cut) draft.wireLength = Math.max(0, draft.wireLength + draft.bytes.length - before);
  if (random.oneIn(30)) draft.wireLength = random.pick([0, 1, draft.bytes.length, 65_535, 0xffffffff]);
}

/** Changes which frames there are, and when. */
function mutateOrder(random: Random, drafts: Draft[], at: number, other: Original): void {
  const draft = drafts[at]!;
  const to = random.below(drafts.length);
  switch (random.below(5)) {
    case 0:
      drafts.splice(to, 0, { ...draft, bytes: draft.bytes.slice() });
      break;
    case 1:
      drafts.splice(at, 1);
      break;
    case 2:
      drafts[at] = drafts[to]!;
      drafts[to] = draft;
      break;
    case 3:
      drafts.splice(to, 0, draftOf(random.pick(other.frames)));
      break;
    default:
      draft.seconds = random.pick([0, draft.seconds - 1, draft.seconds + 100, 0x7fffffff, 0xffffffff]);
      draft.nanoseconds = random.pick([0, 1, 999_999_999]);
  }
}

/** The same few frames over and over, one of their bytes counting on. */
function repeatMany(random: Random, drafts: Draft[]): void {
  const pattern = drafts
    .splice(0, drafts.length)
    .filter(({ bytes }) => bytes.length > 0 && bytes.length < 200);
  if (pattern.length === 0) return;
  const at = random.below(80);
  const step = random.below(3);
  for (let turn = 0; turn < MANY_FRAMES; turn++) {
    const source = pattern[turn % pattern.length]!;
    const bytes = source.bytes.slice();
    if (at + 1 < bytes.length) {
      bytes[at]! += step * turn;
      bytes[at + 1]! += step * (turn >> 8);
    }
    drafts.push({ ...source, bytes });
  }
}
