import { STATUS } from '../constants';

/** What the program around the kernel sees and sets, by {@link STATUS}. */
export const status: usize = memory.data(STATUS.size, 8);
