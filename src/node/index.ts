/**
 * Captures from Node: files, standard input, and frames that another parser read.
 *
 * @module framewise/node
 */
// biome-ignore lint/performance/noBarrelFile: the package has two front doors, this one knows Node
export { framesFromPcapParser } from './from-pcap-parser.js';
export { type CaptureInput, captureLabel, type OpenOptions, openCapture, openStandardInput } from './open.js';
