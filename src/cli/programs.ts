/** What only the logs of programs need, laid beside a capture: loaded when there are logs. */
// biome-ignore lint/performance/noBarrelFile: what stands together here is loaded together
export { programRows } from '../report/program-row.js';
export { programsPart } from '../report/programs-part.js';
export { layPrograms, programConnections } from '../vantage/programs/lay-programs.js';
export { readProgramLog } from '../vantage/programs/read-log.js';
