import type { AddressTable } from '../table/address-table.js';
import { type FrameBatch, SHAPE, TRANSPORT } from '../table/frame-batch.js';
import { NO_TIME } from '../table/records.js';
import { Datagrams } from '../track/datagrams.js';
import { DnsExchanges } from '../track/dns-exchanges.js';
import { DnsOverTcp, hasDnsPort } from '../track/dns-over-tcp.js';
import { Duplicates, identificationOf } from '../track/duplicates.js';
import { Fragments } from '../track/fragments.js';
import { NumbersOnly } from '../track/numbers-only.js';
import { followQuote } from '../track/quotes.js';
import { RecentDatagrams } from '../track/recent-datagrams.js';
import { Replies } from '../track/replies.js';
import { SampledHeaders } from '../track/sampled-headers.js';
import { SocksProxies } from '../track/socks.js';
import { FollowedStreams } from '../track/streams.js';
import { TcpTracker } from '../track/tcp-tracker.js';
import { FINDING_BIT } from '../vocabulary/findings.js';
import { hasBadChecksum } from '../wire/checksums.js';
import { decodeBatch, walkLayers } from '../wire/decode.js';
import { Walk } from '../wire/walk.js';
import type { CaptureContext } from './capture-context.js';
import { ChosenConnections } from './chosen-connections.js';
import type { AnalysisSettings } from './limits.js';

const BAD_CHECKSUM = FINDING_BIT['bad-checksum'];

/**
 * The way of one capture's frames: each batch of records is decoded and followed, in one forward pass. What is remembered
 * between batches lives in the trackers.
 */
export class Pipeline {
  readonly context: CaptureContext;
  readonly addresses: AddressTable;
  readonly tcp: TcpTracker;
  /** The rows on their way. */
  readonly batch: FrameBatch;
  readonly dns: DnsExchanges;
  /** Connections that only have a number. */
  readonly numbersOnly: NumbersOnly;
  /** Streams of the connections to follow; undefined where there are none. */
  readonly streams: FollowedStreams | undefined;
  /** Frames so far. */
  frames = 0;
  readonly #verifyChecksums: boolean;
  readonly #onlyConnections: boolean;
  readonly #onlyLookups: boolean;
  readonly #walk: Walk;
  readonly #fragments: Fragments;
  readonly #datagrams: Datagrams;
  readonly #dnsOverTcp: DnsOverTcp;
  readonly #socks: SocksProxies;
  readonly #sampled: SampledHeaders;
  readonly #recent = new RecentDatagrams();
  readonly #replies = new Replies();
  readonly #duplicates: Duplicates;

  constructor(context: CaptureContext, settings: AnalysisSettings) {
    const { limits, thresholds, follow, overlap } = settings;
    this.context = context;
    this.addresses = context.addresses;
    this.tcp = new TcpTracker(
      context.addresses,
      limits,
      thresholds,
      !settings.onlyConnections && !settings.onlyLookups,
    );
    this.batch = this.tcp.batch;
    this.dns = new DnsExchanges(limits.maxLookups, !settings.withoutLookups);
    this.#verifyChecksums = settings.verifyChecksums;
    this.#onlyConnections = settings.onlyConnections;
    this.#onlyLookups = settings.onlyLookups;
    this.#walk = new Walk(context.addresses);
    this.#fragments = new Fragments(limits);
    this.#datagrams = new Datagrams(this.dns);
    this.numbersOnly = new NumbersOnly(this.tcp);
    this.#socks = new SocksProxies(this.numbersOnly);
    this.#duplicates = new Duplicates(this.tcp.connections.memory, this.tcp.held);
    this.#sampled = new SampledHeaders(this.numbersOnly, context.addresses);
    this.#dnsOverTcp = new DnsOverTcp(this.tcp.connections, this.dns);
    const wanted = typeof follow === 'function' ? new ChosenConnections(follow, context, this.tcp) : follow;
    if (wanted === 'all' || wanted.size > 0)
      this.streams = new FollowedStreams(wanted, this.tcp.connections, { ...limits, overlap });
  }

  /** Fills every column of the batch, whose records were just read. */
  process(): void {
    const { batch } = this;
    batch.firstFrame = this.frames + 1;
    batch.notes.clear();
    batch.assembled.clear();
    this.#clear(batch);
    this.#decode(batch);
    this.tcp.beginBatch();
    this.#duplicates.follow(batch);
    if (this.#onlyConnections) this.#followConnections(batch);
    else if (this.#onlyLookups) this.#followLookups(batch);
    else this.#follow(batch);
    this.tcp.endBatch();
    this.#duplicates.endBatch();
    this.frames += batch.count;
  }

  #decode(batch: FrameBatch): void {
    const walk = this.#walk;
    decodeBatch(walk, batch, this.context.interfaces, this.tcp, (row) => {
      while (batch.shape[row] === SHAPE.fragment && !walk.isLonePiece) {
        const packet = this.#fragments.add(batch, row, walk);
        if (packet === null) break;
        walk.continueWith(packet, walk.fragmentProtocol);
        walkLayers(walk);
      }
      batch.identification[row] = identificationOf(batch, row);
    });
  }

  #clear(batch: FrameBatch): void {
    this.tcp.clearRows();
    if (Number.isNaN(this.context.firstSeconds)) this.#findFirstTime(batch);
  }

  #findFirstTime(batch: FrameBatch): void {
    for (let row = 0; row < batch.count; row++) {
      if (batch.nanoseconds[row] === NO_TIME) continue;
      this.context.firstSeconds = batch.seconds[row]!;
      this.context.firstNanoseconds = batch.nanoseconds[row]!;
      return;
    }
  }

  #follow(batch: FrameBatch): void {
    if (this.#verifyChecksums) findBadChecksums(batch);
    for (let row = 0; row < batch.count; row++) {
      // Streams are made of plain segments too.
      if (this.streams === undefined) row = this.tcp.followPlain(row);
      if (row === batch.count) return;
      const transport = batch.transport[row]!;
      if (transport === TRANSPORT.tcp) this.#followTcp(batch, row);
      else if (transport === TRANSPORT.udp) {
        this.#datagrams.follow(batch, row);
        this.#recent.follow(batch, row);
        this.#sampled.follow(batch, row);
      } else if (transport !== TRANSPORT.none) this.#followControl(batch, row);
    }
  }

  /** Does of {@link #follow} what connections depend on. */
  #followConnections(batch: FrameBatch): void {
    for (let row = 0; row < batch.count; row++) {
      row = this.tcp.followPlain(row);
      if (row === batch.count) return;
      const transport = batch.transport[row]!;
      if (transport === TRANSPORT.tcp) {
        if (batch.shape[row] === SHAPE.whole) {
          this.tcp.follow(row);
          this.#socks.follow(batch, row);
        } else this.tcp.connectionOf(row);
      } else if (transport === TRANSPORT.udp) this.#sampled.follow(batch, row);
      else if (transport === TRANSPORT.icmp || transport === TRANSPORT.icmpv6)
        followQuote(batch, row, this.addresses, this.tcp, this.#recent);
    }
  }

  /** Does of {@link #follow} what lookups depend on. */
  #followLookups(batch: FrameBatch): void {
    for (let row = 0; row < batch.count; row++) {
      const transport = batch.transport[row]!;
      if (transport === TRANSPORT.udp) this.#datagrams.follow(batch, row);
      else if (transport === TRANSPORT.tcp && hasDnsPort(batch, row)) this.#followTcp(batch, row);
    }
  }

  #followTcp(batch: FrameBatch, row: number): void {
    if (batch.shape[row] === SHAPE.whole) {
      this.tcp.follow(row);
      this.#dnsOverTcp.follow(batch, row);
      this.#socks.follow(batch, row);
      this.streams?.follow(batch, row);
    } else {
      // A header of impossible length still tells whose it is; Wireshark counts it too.
      const connection = this.tcp.connectionOf(row);
      batch.connection[row] = connection;
    }
  }

  #followControl(batch: FrameBatch, row: number): void {
    this.#replies.follow(batch, row);
    if (batch.transport[row] !== TRANSPORT.arp)
      followQuote(batch, row, this.addresses, this.tcp, this.#recent);
  }
}

function findBadChecksums(batch: FrameBatch): void {
  for (let row = 0; row < batch.count; row++)
    if (hasBadChecksum(batch, row)) batch.findings[row]! |= BAD_CHECKSUM;
}
