/** Measured passes over one capture, in a process of their own: says what they took. The first warms the code. */
import { measureStages, STAGES } from './stages.js';

/** Short captures are passed over more often. */
const ENOUGH = 300_000;

const [path = ''] = process.argv.slice(2);
await measureStages(path);
const sum = await measureStages(path);
while (sum.frames < ENOUGH) {
  const pass = await measureStages(path);
  for (const key of ['frames', ...STAGES] as const) sum[key] += pass[key];
}
process.stdout.write(JSON.stringify(sum));
