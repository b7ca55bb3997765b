/** Wireshark's `tcp.completeness` bits. */
export const COMPLETENESS = { syn: 1, synAck: 2, ack: 4, data: 8, fin: 16, rst: 32 } as const;
