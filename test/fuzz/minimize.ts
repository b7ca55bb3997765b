import { captureFile, type Draft, readCaptureFile } from './pcap-file.js';

/** Tries at most, so that minimizing ends soon. */
const MAX_TRIES = 4000;

type Fails = (bytes: Uint8Array) => Promise<boolean>;

/**
 * The shortest and plainest bytes found that still fail: frames and pieces are taken out, then bytes are set to zero.
 *
 * @param fails whether these bytes fail in the same way
 */
export async function minimize(bytes: Uint8Array, fails: Fails): Promise<Uint8Array> {
  const budget = { left: MAX_TRIES };
  const parts = readCaptureFile(bytes);
  if (parts === null) return shrinkBytes(bytes, fails, budget);
  const { linkType } = parts;
  let { drafts } = parts;
  drafts = await shrinkList(drafts, (fewer) => fails(captureFile(fewer, linkType)), budget);
  for (const [at, draft] of drafts.entries()) {
    const others = drafts;
    const withBytes = (changed: Uint8Array): Draft[] => {
      const wireLength = Math.max(0, draft.wireLength + changed.length - draft.bytes.length);
      return others.map((other, index) => (index === at ? { ...draft, bytes: changed, wireLength } : other));
    };
    const shrunk = await shrinkBytes(
      draft.bytes,
      (changed) => fails(captureFile(withBytes(changed), linkType)),
      budget,
    );
    drafts = withBytes(shrunk);
  }
  return captureFile(drafts, linkType);
}

interface Budget {
  left: number;
}

/** Takes out runs of elements, long ones first. */
async function shrinkList<T>(
  list: T[],
  fails: (list: T[]) => Promise<boolean>,
  budget: Budget,
): Promise<T[]> {
  let best = list;
  for (let size = best.length >> 1; size >= 1; size >>= 1) {
    for (let at = 0; at + size <= best.length; ) {
      const candidate = [...best.slice(0, at), ...best.slice(at + size)];
      if (budget.left-- > 0 && (await fails(candidate))) best = candidate;
      else at += size;
    }
  }
  return best;
}

async function shrinkBytes(bytes: Uint8Array, fails: Fails, budget: Budget): Promise<Uint8Array> {
  let best = Uint8Array.from(await shrinkList([...bytes], (list) => fails(Uint8Array.from(list)), budget));
  for (let size = 64; size >= 1; size >>= 2) {
    for (let at = 0; at < best.length; at += size) {
      const zeroed = best.slice().fill(0, at, at + size);
      if (zeroed.every((byte, index) => byte === best[index])) continue;
      if (budget.left-- > 0 && (await fails(zeroed))) best = zeroed;
    }
  }
  return best;
}
