/** What each stage costs a frame: one pass over a capture, the stages' processor time taken batch by batch. */
import { Line } from '../../src/bytes/line.js';
import { stream } from '../../src/engine/analysis.js';
import { Frame } from '../../src/engine/frame.js';
import { choose } from '../../src/explain/choose.js';
import { en } from '../../src/explain/locales/en.js';
import { Plan } from '../../src/explain/plan.js';
import { Speaker } from '../../src/explain/speaker.js';
import { PLAIN_TEXT } from '../../src/explain/text-form.js';
import { openCapture } from '../../src/node/open.js';
import { writeNdjson } from '../../src/report/write-frames.js';
import { roleOf } from '../../src/roles/role-of-row.js';
import { AddressTable } from '../../src/table/address-table.js';
import { decodeBatch } from '../../src/wire/decode.js';
import { Walk } from '../../src/wire/walk.js';

/** `follow` is all of the pipeline but decoding and roles, `explain` the sentence alone, `row` the whole ndjson row. */
export const STAGES = ['read', 'decode', 'follow', 'role', 'explain', 'row'] as const;

/** Microseconds of processor time by stage, and the frames. */
export type StageCosts = { frames: number } & Record<(typeof STAGES)[number], number>;

export async function measureStages(path: string): Promise<StageCosts> {
  const costs: StageCosts = { frames: 0, read: 0, decode: 0, follow: 0, role: 0, explain: 0, row: 0 };
  const { source, context, pipeline } = stream(openCapture(path));
  const walk = new Walk(new AddressTable());
  const { batch } = pipeline;
  const frame = new Frame(context, batch, 0);
  const line = new Line();
  const plan = new Plan(PLAIN_TEXT, line);
  const speaker = new Speaker(context, en, PLAIN_TEXT, line);
  let last = used();
  const lap = (stage: (typeof STAGES)[number]): void => {
    const now = used();
    costs[stage] += now - last;
    last = now;
  };
  while (await source.next(batch)) {
    lap('read');
    context.interfaces = source.interfaces;
    batch.notes.clear();
    batch.assembled.clear();
    decodeBatch(walk, batch, source.interfaces, pipeline.tcp, () => undefined);
    lap('decode');
    pipeline.process();
    lap('follow');
    for (let row = 0; row < batch.count; row++) roleOf(batch, row);
    lap('role');
    for (let row = 0; row < batch.count; row++) {
      choose(plan, frame.moveTo(batch, row));
      speaker.tell(plan, false);
      line.out().clear();
    }
    lap('explain');
    costs.frames += batch.count;
  }
  await source.close();
  costs.follow -= costs.decode + costs.role;
  last = used();
  await writeNdjson([stream(openCapture(path))], { write: () => undefined }, { locale: en });
  lap('row');
  costs.row -= costs.read + costs.decode + costs.follow + costs.role;
  return costs;
}

function used(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}
