import type { AddressTable } from '../table/address-table.js';
import type { CaptureInterface } from '../table/records.js';

/** What all frames of one capture share; views read it, the pipeline fills it. */
export interface CaptureContext {
  /** Label of the capture: `LABEL=FILE`, or the file's name without its ending. */
  readonly label: string;
  readonly addresses: AddressTable;
  /** Interfaces met so far. */
  interfaces: readonly CaptureInterface[];
  /** Time of the capture's first frame that has one; NaN seconds before it was read. */
  firstSeconds: number;
  firstNanoseconds: number;
  /** Names of machines by address text: given by the user, or inferred before the analysis. */
  readonly hosts: ReadonlyMap<string, string>;
}
