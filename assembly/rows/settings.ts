/** What writing rows depends on besides their columns. */
import { SETTING_BYTES } from '../constants';

/** Where it lies: written by the caller. */
export const SETTINGS: usize = memory.data(SETTING_BYTES, 16);
