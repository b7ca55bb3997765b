import type { ByteSink } from '../bytes/sink.js';
import { infoPrefix } from '../engine/info.js';
import type { Plan } from '../explain/plan.js';
import { SHAPE } from '../table/frame-batch.js';
import { writeDnsInfo } from '../wire/dns-info-writer.js';
import { JSON_STRING, writeJsonString } from './json-text.js';
import { isSegment, writeTcpInfo } from './segment-writer.js';

const QUOTE = 0x22;

/** Writes the Info line of the plan's frame as a JSON string. */
export function writeInfo(sink: ByteSink, plan: Plan): void {
  sink.byte(QUOTE);
  const from = sink.length;
  if (writePlainInfo(sink, plan)) {
    JSON_STRING.escape(sink, from);
    sink.byte(QUOTE);
  } else {
    sink.length = from - 1;
    writeJsonString(sink, plan.frame.info);
  }
}

/** Writes the Info line as it is, where it is known to be harmless. @returns false, and nothing is written, elsewhere */
export function writePlainInfo(sink: ByteSink, plan: Plan): boolean {
  const { frame } = plan;
  const { batch, row } = frame;
  if (isSegment(batch, row)) {
    if (batch.findings[row] !== 0) sink.text(infoPrefix(frame));
    writeTcpInfo(sink, batch, row);
  } else if (plan.dns !== null && batch.shape[row] !== SHAPE.fragment) writeDnsInfo(sink, plan.dns);
  else return false;
  return true;
}
