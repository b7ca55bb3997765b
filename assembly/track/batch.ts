/** The rows of the batch: what of `FrameBatch` the kernel reads and writes. */
import { BATCH_ROWS, COLUMN } from '../constants';

/** Whether anything is told of frames, and not of connections or lookups only. */
export let tellsFrames: bool = true;

export function setTellsFrames(tells: bool): void {
  tellsFrames = tells;
}

export function secondsOf(row: usize): f64 {
  return load<f64>(row << 3, COLUMN.seconds);
}

export function nanosecondsOf(row: usize): u32 {
  return load<u32>(row << 2, COLUMN.nanoseconds);
}

/** Nanoseconds by which row's time is after the given one. */
export function nanosecondsSince(row: usize, seconds: f64, nanoseconds: u32): f64 {
  return (secondsOf(row) - seconds) * 1e9 + (<f64>nanosecondsOf(row) - <f64>nanoseconds);
}

export function wireLengthOf(row: usize): u32 {
  return load<u32>(row << 2, COLUMN.wireLength);
}

export function sourceOf(row: usize): i32 {
  return load<i32>(row << 2, COLUMN.source);
}

export function destinationOf(row: usize): i32 {
  return load<i32>(row << 2, COLUMN.destination);
}

export function sourcePortOf(row: usize): i32 {
  return load<u16>(row << 1, COLUMN.sourcePort);
}

export function destinationPortOf(row: usize): i32 {
  return load<u16>(row << 1, COLUMN.destinationPort);
}

export function payloadAtOf(row: usize): u32 {
  return load<u32>(row << 2, COLUMN.payloadAt);
}

export function payloadLengthOf(row: usize): u32 {
  return load<u32>(row << 2, COLUMN.payloadLength);
}

export function payloadEndOf(row: usize): u32 {
  return load<u32>(row << 2, COLUMN.payloadEnd);
}

export function flagsOf(row: usize): i32 {
  return load<u16>(row << 1, COLUMN.flags);
}

export function seqOf(row: usize): i32 {
  return load<i32>(row << 2, COLUMN.seq);
}

export function ackOf(row: usize): i32 {
  return load<i32>(row << 2, COLUMN.ack);
}

export function windowOf(row: usize): i32 {
  return load<i32>(row << 2, COLUMN.window);
}

export function setWindow(row: usize, window: i32): void {
  store<i32>(row << 2, window, COLUMN.window);
}

export function setConnection(row: usize, number: i32): void {
  store<i32>(row << 2, number, COLUMN.connection);
}

export function addBits(row: usize, bits: i32): void {
  store<u16>(row << 1, <u16>(load<u16>(row << 1, COLUMN.bits) | bits), COLUMN.bits);
}

export function setRelative(row: usize, seq: f64, ack: f64): void {
  store<f64>(row << 3, seq, COLUMN.relativeSeq);
  store<f64>(row << 3, ack, COLUMN.relativeAck);
}

export function findingsOf(row: usize): i32 {
  return load<i32>(row << 2, COLUMN.findings);
}

export function setFindings(row: usize, findings: i32): void {
  store<i32>(row << 2, findings, COLUMN.findings);
}

export function acknowledgesOf(row: usize): u32 {
  return load<u32>(row << 2, COLUMN.acknowledges);
}

export function setAcknowledges(row: usize, frame: u32, roundTrip: f64): void {
  store<u32>(row << 2, frame, COLUMN.acknowledges);
  store<f64>(row << 3, roundTrip, COLUMN.roundTrip);
}

/** Some row may have more than nothing in the next three columns. */
let repeats = true;

/** The frame whose ACK number or first byte this row repeats. */
export function setOriginal(row: usize, frame: u32): void {
  store<u32>(row << 2, frame, COLUMN.original);
  repeats = true;
}

export function setRepetition(row: usize, number: u32): void {
  store<u32>(row << 2, number, COLUMN.repetition);
  repeats = true;
}

export function setTimeout(row: usize, seconds: f64): void {
  store<f64>(row << 3, seconds, COLUMN.timeout);
  repeats = true;
}

/** Sets these columns to nothing in all rows, which few batches need. */
export function clearRepeats(): void {
  if (!repeats) return;
  repeats = false;
  memory.fill(COLUMN.original, 0, BATCH_ROWS << 2);
  memory.fill(COLUMN.repetition, 0, BATCH_ROWS << 2);
  // All bits set is one of the doubles that are no number.
  memory.fill(COLUMN.timeout, 0xff, BATCH_ROWS << 3);
}

export function setInReplyTo(row: usize, frame: u32): void {
  store<u32>(row << 2, frame, COLUMN.inReplyTo);
}

export function setStage(row: usize, stage: i32): void {
  store<u8>(row, <u8>stage, COLUMN.stage);
}
