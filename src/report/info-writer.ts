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
  const { frame } = plan;
  const { batch, row } = frame;
  if (isSegment(batch, row)) {
    sink.byte(QUOTE);
    if (batch.findings[row] !== 0) sink.text(infoPrefix(frame));
    writeTcpInfo(sink, batch, row);
    sink.byte(QUOTE);
  } else if (plan.dns !== null && batch.shape[row] !== SHAPE.fragment) {
    sink.byte(QUOTE);
    const from = sink.length;
    writeDnsInfo(sink, plan.dns);
    JSON_STRING.escape(sink, from);
    sink.byte(QUOTE);
  } else writeJsonString(sink, frame.info);
}
