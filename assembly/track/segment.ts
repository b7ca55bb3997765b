/** The segment on its way through the analysis. */
import { ackOf, flagsOf, payloadLengthOf, seqOf, windowOf } from './batch';
import { sideOf } from './records';

/** Record of its connection, and the directions: the segment's own, and the other. */
export let connection: usize = 0;
export let forward: usize = 0;
export let reverse: usize = 0;
/** 0 where it comes from the endpoint that was seen first, else 1. */
export let side: i32 = 0;
export let frame: u32 = 0;
export let row: usize = 0;
export let seq: i32 = 0;
export let ack: i32 = 0;
export let payload: u32 = 0;
export let flags: i32 = 0;
export let window: i32 = 0;

export function takeRow(at: usize, number: u32, record: usize, from: i32): void {
  row = at;
  frame = number;
  connection = record;
  side = from;
  forward = sideOf(record, from);
  reverse = sideOf(record, 1 - from);
  seq = seqOf(at);
  ack = ackOf(at);
  payload = payloadLengthOf(at);
  flags = flagsOf(at);
  window = windowOf(at);
}
