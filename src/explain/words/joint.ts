/** Lines of the joint tables of several captures: the fates of packets, the clocks. */
export const JOINT = {} as const;
