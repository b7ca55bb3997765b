import { codesOf } from '../vocabulary/codes.js';

/**
 * What a sentence can have filled in. Every slot is written by `speaker.ts` from the frame; a sentence is only chosen
 * where all its slots have something to say.
 */
export const SLOTS = [
  /** Machine label and address of the sender and the receiver; in TCP also which of them is the client. */
  'source',
  'destination',
  'sourcePort',
  'destinationPort',
  /** Payload, with its unit: "46 byte". */
  'bytes',
  /** "byte ke-1 s.d. 46": which bytes of its direction the payload is, counted from 1. */
  'range',
  /** The acknowledgment number, relative. */
  'ack',
  /** "PSH, ACK". */
  'flags',
  /** Receive window with its unit. */
  'window',
  /** The payload's beginning as safe text. */
  'preview',
  /** Frame numbers. */
  'acknowledgedFrame',
  'answeredFrame',
  'originalFrame',
  'repeatedFrame',
  'copiedFrame',
  'firstAnswerFrame',
  'unansweredFrame',
  'packetFrame',
  'aboutFrame',
  /** Durations: since the frame acknowledged or answered; since the segment sent again. */
  'roundTrip',
  'timeout',
  /** The how-manieth duplicate ACK. */
  'repetition',
  /** DNS: name and type asked, values of the answers, the name that an alias leads to, result code, kind of message. */
  'name',
  'type',
  'records',
  'alias',
  'nameServers',
  'announced',
  'rcode',
  'opcode',
  'questionCount',
  'messageCount',
  /** DNS in a TCP segment: the frame that completed the question, and the time since. */
  'questionFrame',
  'questionTime',
  /** ARP and neighbour discovery. */
  'senderAddress',
  'senderHardware',
  'targetAddress',
  /** ICMP. */
  'icmpType',
  'icmpCode',
  'sequence',
  'aboutProtocol',
  'aboutSource',
  'aboutDestination',
  /** Fragments: byte offset in the packet; numbers of the other frames. */
  'offset',
  'pieces',
  /** Layers: not understood; where reading stopped, and at which byte of the frame. */
  'layer',
  'stoppedLayer',
  'stoppedOffset',
  /** Lengths of the frame, with unit. */
  'capturedLength',
  'wireLength',
  'encapsulation',
  'comment',
  'limit',
] as const;

/** One of {@link SLOTS}. */
export type Slot = (typeof SLOTS)[number];

/** The number that stands for each slot in a compiled template. */
export const SLOT_CODE: Readonly<Record<Slot, number>> = codesOf(SLOTS);
