import { grow } from './host';

/** Pages that the memory grows by at least, of 64 KiB; of many one in eight more. */
const FEWEST_PAGES = 16;
const SHARE = 8;
/** Bytes of the pages in which tables are kept, and in which room is given back. */
export const PAGE: usize = 1 << 14;

/** Where what is not taken yet begins. */
let unused: usize = (__heap_base + 15) & ~15;
/** The page given back last, whose first word names the one before it; 0 none. */
let free: usize = 0;

/** Room for so many bytes, zeros. May replace the memory's buffer. */
export function allocate(bytes: usize): usize {
  const at = unused;
  unused = (at + bytes + 15) & ~15;
  const pages = <i32>memory.size();
  const missing = <i32>((unused + 0xffff) >>> 16) - pages;
  if (missing > 0) grow(max(missing, max(FEWEST_PAGES, pages / SHARE)));
  return at;
}

/** Room of {@link PAGE}, zeros. */
export function allocatePage(): usize {
  if (free === 0) return allocate(PAGE);
  const page = free;
  free = load<usize>(page);
  memory.fill(page, 0, PAGE);
  return page;
}

/** Gives room back that is not needed any more, as far as it is whole pages: tables that were outgrown. */
export function giveBack(from: usize, bytes: usize): void {
  for (let at: usize = 0; at + PAGE <= bytes; at += PAGE) {
    store<usize>(from + at, free);
    free = from + at;
  }
}
