import { CaptureError } from '../capture/capture-error.js';
import { type AnalysisInput, type StreamingAnalysis, stream } from '../engine/analysis.js';
import type { CaptureContext } from '../engine/capture-context.js';
import { type FrameBatch, TRANSPORT } from '../table/frame-batch.js';

/** Frames looked at of each capture. */
const FRAMES = 20_000;
/** Conversations remembered of each capture. */
const CONVERSATIONS = 4096;

/** Addresses that can be a machine's own, each kind by itself: a machine may have one of each. */
const KINDS = ['ipv4', 'ipv6', 'link-local'] as const;
type Kind = (typeof KINDS)[number];

/**
 * Addresses that may be those of the machine that a capture was made on: of each kind the ones that take part in all
 * packets between single machines. Empty where there is none, as on a switch or a router.
 */
export interface VantageCandidates {
  readonly label: string;
  /** The user gave the label: it names the machine even where no other capture saw it. */
  readonly labelled: boolean;
  readonly addresses: Readonly<Record<Kind, readonly string[]>>;
  /** Every address that was seen. */
  readonly seen: ReadonlySet<string>;
  /** Conversations that were seen: both endpoints, the smaller first. At most {@link CONVERSATIONS}. */
  readonly conversations: ReadonlySet<string>;
}

/** Reads a capture's first frames for the addresses that may be its machine's. @param look sees each batch, too */
export async function vantageCandidates(
  input: AnalysisInput,
  labelled: boolean,
  look?: (capture: StreamingAnalysis, batch: FrameBatch) => void,
): Promise<VantageCandidates> {
  const capture = stream(input);
  const search = new CandidateSearch();
  try {
    for await (const batch of capture.batches()) {
      search.add(capture, batch);
      look?.(capture, batch);
      if (batch.firstFrame + batch.count > FRAMES) break;
    }
  } catch (error) {
    if (!(error instanceof CaptureError)) throw error;
  }
  return {
    label: capture.label,
    labelled,
    addresses: search.result(),
    seen: search.seen,
    conversations: search.conversations,
  };
}

class CandidateSearch {
  readonly seen = new Set<string>();
  readonly conversations = new Set<string>();
  readonly #left = new Map<Kind, readonly string[]>();
  /** Pairs of address ids that were looked at before: they can't change anything any more. */
  readonly #pairs = new Set<number>();

  add({ context }: StreamingAnalysis, batch: FrameBatch): void {
    for (let row = 0; row < batch.count; row++) {
      const source = batch.source[row]!;
      const destination = batch.destination[row]!;
      this.#addConversation(context, batch, row);
      const pair = source * 2 ** 26 + destination;
      if (this.#pairs.has(pair)) continue;
      this.#pairs.add(pair);
      this.#addPair(context.addresses.text(source), context.addresses.text(destination));
    }
  }

  #addConversation(context: CaptureContext, batch: FrameBatch, row: number): void {
    const transport = batch.transport[row];
    if (transport !== TRANSPORT.tcp && transport !== TRANSPORT.udp) return;
    if (this.conversations.size >= CONVERSATIONS) return;
    const from = `${context.addresses.text(batch.source[row]!)} ${batch.sourcePort[row]!}`;
    const to = `${context.addresses.text(batch.destination[row]!)} ${batch.destinationPort[row]!}`;
    this.conversations.add(from < to ? `${from} ${to}` : `${to} ${from}`);
  }

  result(): Record<Kind, readonly string[]> {
    const of = (kind: Kind): readonly string[] => this.#left.get(kind) ?? [];
    return { ipv4: of('ipv4'), ipv6: of('ipv6'), 'link-local': of('link-local') };
  }

  #addPair(source: string | null, destination: string | null): void {
    if (source === null || destination === null) return;
    const kind = kindOf(source);
    if (kind === null || kindOf(destination) !== kind) return;
    this.seen.add(source).add(destination);
    const left = this.#left.get(kind) ?? [source, destination];
    this.#left.set(
      kind,
      left.filter((address) => address === source || address === destination),
    );
  }
}

/** Null for what no single machine has (multicast, broadcast, unspecified), what every machine has, and MAC addresses. */
function kindOf(address: string): Kind | null {
  const parts = address.split('.');
  if (parts.length === 4 && !address.includes(':')) {
    const first = Number(parts[0]);
    // A last byte of 255 is mostly the broadcast address of a subnet.
    return first === 0 || first === 127 || first >= 224 || parts[3] === '255' ? null : 'ipv4';
  }
  if (/^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(address)) return null;
  if (address === '::' || address === '::1' || address.startsWith('ff')) return null;
  return /^fe[89ab]/.test(address) ? 'link-local' : 'ipv6';
}

/**
 * Names machines by elimination: what can only be one capture's machine can't be that of another capture of the same
 * conversation. (Captures of other conversations may well come from the same machine at another time.) Where that leaves
 * several addresses, those that are on the side of another capture are left out. Where it stays open, no name is given; nor
 * where the label is just a file's name and no other capture saw the machine.
 *
 * @param known names given by the user, by address; they win
 * @param side asked of two captures by their labels and an address: below 0 where it is on the other's side
 * @returns names by address
 */
export function inferHosts(
  captures: readonly VantageCandidates[],
  known: ReadonlyMap<string, string> = new Map(),
  side: Side = () => 0,
): Map<string, string> {
  const hosts = new Map(known);
  for (const kind of KINDS) nameKind(captures, kind, hosts, side);
  return hosts;
}

type Side = (one: string, other: string, address: string) => number;

function nameKind(
  captures: readonly VantageCandidates[],
  kind: Kind,
  hosts: Map<string, string>,
  side: Side,
): void {
  const open = new Map(captures.map(({ label, addresses }) => [label, new Set(addresses[kind])]));
  for (const [address, label] of hosts) {
    if (open.get(label)?.has(address)) open.delete(label);
    for (const candidates of open.values()) candidates.delete(address);
  }
  nameSingle(captures, open, hosts, side);
  for (const [label, candidates] of open) {
    const capture = captures.find((each) => each.label === label);
    for (const other of captures) {
      if (capture === undefined || other === capture || !shareConversation(capture, other)) continue;
      for (const address of candidates)
        if (candidates.size > 1 && side(label, other.label, address) < 0) candidates.delete(address);
    }
  }
  nameSingle(captures, open, hosts, side);
}

/** Names the machines of captures that only one address is left for, and what follows from it for the others. */
function nameSingle(
  captures: readonly VantageCandidates[],
  open: Map<string, Set<string>>,
  hosts: Map<string, string>,
  side: Side,
): void {
  for (let progress = true; progress; ) {
    progress = false;
    const single = [...open].filter(([, candidates]) => candidates.size === 1);
    for (const [label, candidates] of single) {
      const capture = captures.find((each) => each.label === label);
      const [address] = candidates;
      if (address === undefined) continue;
      open.delete(label);
      progress = true;
      // Two captures of one machine under different names: either would be as good.
      if (single.some(([other, those]) => ownName(other) !== ownName(label) && those.has(address))) continue;
      const others = captures.filter((other) => other !== capture && other.seen.has(address));
      // Past a translator captures share no conversation; the machine's own is the one that its packets come past first.
      if (hosts.has(address) || others.some((other) => side(other.label, label, address) > 0)) continue;
      if (capture?.labelled || others.length > 0) hosts.set(address, ownName(label));
      for (const [other, left] of open) {
        const those = captures.find((each) => each.label === other);
        if (capture && those && shareConversation(capture, those)) left.delete(address);
      }
    }
  }
}

/** A label without the folder that stands in front where several captures have the same name. */
export function ownName(label: string): string {
  return label.slice(label.lastIndexOf('/') + 1);
}

function shareConversation(one: VantageCandidates, other: VantageCandidates): boolean {
  for (const conversation of one.conversations) if (other.conversations.has(conversation)) return true;
  return false;
}
