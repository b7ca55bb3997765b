/** Where each connection is, by number. */
import { allocatePage, giveBack, PAGE } from './memory';

/** Connections whose places lie together; such a page goes when all of them are forgotten. */
const PAGE_BITS = 12;
const IN_PAGE: i32 = 1 << PAGE_BITS;
/** Bits of a connection's number. */
const NUMBER_BITS = 27;
const MAX_PAGES = 1 << (NUMBER_BITS - PAGE_BITS);

const pages: usize = memory.data(MAX_PAGES * 4, 8);
/** Of each page, the connections not forgotten. */
const left: usize = memory.data(MAX_PAGES * 2, 8);

/**
 * Of a connection: 0 forgotten or never there, above 0 the record, in words, of one that is followed, below 0 the block of
 * one that rests (-1 less the block).
 */
export function placeOf(number: i32): i32 {
  const page = pageOf(number >> PAGE_BITS);
  return page === 0 ? 0 : load<i32>(page + ((number & (IN_PAGE - 1)) << 2));
}

export function setPlace(number: i32, place: i32): void {
  const index = number >> PAGE_BITS;
  let page = pageOf(index);
  if (page === 0) {
    page = allocatePage();
    store<usize>(pages + (index << 2), page);
    store<u16>(left + (index << 1), IN_PAGE);
  }
  store<i32>(page + ((number & (IN_PAGE - 1)) << 2), place);
}

/** Forgets a connection. */
export function clearPlace(number: i32): void {
  setPlace(number, 0);
  const index = number >> PAGE_BITS;
  const others = load<u16>(left + (index << 1)) - 1;
  store<u16>(left + (index << 1), <u16>others);
  if (others > 0) return;
  giveBack(pageOf(index), PAGE);
  store<usize>(pages + (index << 2), 0);
}

/** The connection from this one on, by number, that rests; `end` where none does. */
export function nextResting(from: i32, end: i32): i32 {
  for (let number = from; number < end; number++) {
    if (pageOf(number >> PAGE_BITS) === 0) number |= IN_PAGE - 1;
    else if (placeOf(number) < 0) return number;
  }
  return end;
}

function pageOf(index: i32): usize {
  return load<usize>(pages + (index << 2));
}
