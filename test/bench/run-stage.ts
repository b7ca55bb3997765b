/** One measured run, in a process that its parent started: says what it took. */
import { STAGES } from './stages.js';

const [stage = '', path = ''] = process.argv.slice(2);
const before = process.cpuUsage();
await STAGES[stage]!(path);
const { user, system } = process.cpuUsage(before);
process.send?.({ cpu: (user + system) / 1e6, peak: process.resourceUsage().maxRSS / 1024 });
