import type { ByteSink } from '../bytes/sink.js';
import { infoPrefix } from '../engine/info.js';
import type { Plan } from '../explain/plan.js';
import { writeJsonString } from './json-text.js';
import { isSegment, writeTcpInfo } from './segment-writer.js';

const QUOTE = 0x22;

/** Writes the Info line of the plan's frame as a JSON string. */
export function writeInfo(sink: ByteSink, { frame }: Plan): void {
  const { batch, row } = frame;
  if (!isSegment(batch, row)) {
    writeJsonString(sink, frame.info);
    return;
  }
  sink.byte(QUOTE);
  if (batch.findings[row] !== 0) sink.text(infoPrefix(frame));
  writeTcpInfo(sink, batch, row);
  sink.byte(QUOTE);
}
