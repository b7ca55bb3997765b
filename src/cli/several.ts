/** What only several captures need, held against each other: loaded when there are several. */
// biome-ignore lint/performance/noBarrelFile: what stands together here is loaded together
export { jointParts } from '../report/joint-part.js';
export { matchParts } from '../report/match-part.js';
export { resetRemarks } from '../report/remark-text.js';
export { writeMatchCsv, writeMatchJson, writeMatchNdjson } from '../report/write-match.js';
export { Matcher } from '../vantage/match.js';
export { sameConnections } from '../vantage/same-connections.js';
