/** Addresses by their ids, as `table/address-table.ts` keeps them, written as `bytes/addresses.ts` does. */
import { OTHER_ADDRESS, SETTING } from '../constants';
import { writeUint32 } from '../digits';
import { SETTINGS } from './settings';

/** Groups of 16 bits of an IPv6 address, and its bytes. */
const GROUPS: i32 = 8;
export const IPV6_BYTES: usize = 16;

const COLON: u8 = 0x3a;
const DOT: u8 = 0x2e;
const OPEN: u8 = 0x5b;
const CLOSE: u8 = 0x5d;
const ZERO: u32 = 0x30;
/** From behind the nine to the "a". */
const TO_LETTERS: u32 = 39;

/** Whether the address's bytes are known here. */
export function isAtHand(id: u32): bool {
  return isIpv4(id)
    ? id !== 0 && id >>> 1 < load<u32>(SETTINGS, SETTING.ipv4Count)
    : id >>> 1 < load<u32>(SETTINGS, SETTING.othersCount);
}

export function isIpv4(id: u32): bool {
  return (id & 1) === 0;
}

/** An IPv4 address's 32 bits. @param id one at hand */
export function ipv4Of(id: u32): u32 {
  return load<u32>(load<usize>(SETTINGS, SETTING.ipv4) + ((id >>> 1) << 2));
}

/** Where the words of an IPv6 address lie. @param id one at hand */
export function wordsOf(id: u32): usize {
  return load<usize>(SETTINGS, SETTING.others) + <usize>(id >>> 1) * OTHER_ADDRESS + 4;
}

/** Writes an address as it stands before a port. @param id one at hand */
export function writeHost(at: usize, id: u32): usize {
  if (isIpv4(id)) return writeIpv4(at, ipv4Of(id));
  store<u8>(at, OPEN);
  const end = writeIpv6(at + 1, wordsOf(id));
  store<u8>(end, CLOSE);
  return end + 1;
}

function writeIpv4(at: usize, address: u32): usize {
  let end = writeUint32(at, address >>> 24);
  for (let shift = 16; shift >= 0; shift -= 8) {
    store<u8>(end, DOT);
    end = writeUint32(end + 1, (address >>> shift) & 255);
  }
  return end;
}

function writeIpv6(at: usize, words: usize): usize {
  let zerosAt = -1;
  let zeros = 1;
  for (let group = 0; group < GROUPS; group++) {
    let run = 0;
    while (group + run < GROUPS && groupOf(words, group + run) === 0) run++;
    if (run > zeros) {
      zerosAt = group;
      zeros = run;
    }
    group += run;
  }
  const carriesIpv4 = zerosAt === 0 && (zeros === 6 || (zeros === 5 && groupOf(words, 5) === 0xffff));
  const groups = carriesIpv4 ? 6 : GROUPS;
  let end = at;
  for (let group = 0; group < groups; ) {
    if (group === zerosAt) {
      store<u8>(end++, COLON);
      store<u8>(end++, COLON);
      group += zeros;
    } else {
      if (group > 0 && group !== zerosAt + zeros) store<u8>(end++, COLON);
      end = writeHex(end, groupOf(words, group++));
    }
  }
  if (!carriesIpv4) return end;
  if (zeros === 5) store<u8>(end++, COLON);
  return writeIpv4(end, load<u32>(words, 12));
}

function groupOf(words: usize, group: i32): u32 {
  const word = load<u32>(words + ((<usize>group >>> 1) << 2));
  return group & 1 ? word & 0xffff : word >>> 16;
}

/** A group without leading zeros. */
function writeHex(at: usize, value: u32): usize {
  let end = at;
  for (let shift = value > 0xfff ? 12 : value > 0xff ? 8 : value > 0xf ? 4 : 0; shift >= 0; shift -= 4) {
    const digit = (value >>> shift) & 15;
    store<u8>(end++, <u8>(ZERO + digit + (digit > 9 ? TO_LETTERS : 0)));
  }
  return end;
}
