import { pieceOf } from '../bytes/ink.js';
import { EMPTY, type Line } from '../bytes/line.js';
import type { Plan } from '../explain/plan.js';
import { SHAPE } from '../table/frame-batch.js';
import { writeDnsInfo } from '../wire/dns-info.js';
import { JSON_STRING, writeJsonString } from './json-text.js';
import { addTcpInfo, isSegment } from './segment-writer.js';

const QUOTE = pieceOf('"');

/** Adds the Info line of the plan's frame as a JSON string. */
export function addInfo(line: Line, plan: Plan): void {
  if (!isPlainInfo(plan)) {
    writeJsonString(line.out(), plan.frame.info);
    return;
  }
  line.put(QUOTE);
  const from = line.out().length;
  addPlainInfo(line, plan);
  JSON_STRING.escape(line.out(), from);
  line.put(QUOTE);
}

/** Whether the Info line is known to be harmless. */
export function isPlainInfo(plan: Plan): boolean {
  const { batch, row } = plan.frame;
  return isSegment(batch, row) || (plan.dns !== null && batch.shape[row] !== SHAPE.fragment);
}

/** Adds the Info line as it is, where {@link isPlainInfo}. */
export function addPlainInfo(line: Line, plan: Plan): void {
  if (plan.dns !== null) writeDnsInfo(line.out(), plan.dns);
  else addTcpInfo(line, EMPTY, plan);
}
