import type { Connection } from '../../src/engine/connection.js';
import type { Frame } from '../../src/engine/frame.js';
import type { Lookup } from '../../src/engine/lookup.js';
import { explain } from '../../src/explain/explain.js';
import { en } from '../../src/explain/locales/en.js';
import { id } from '../../src/explain/locales/id.js';
import { connectionRow, frameRow, lookupRow } from '../../src/report/row.js';
import type { Facts } from '../../src/vocabulary/facts.js';
import { FINDINGS } from '../../src/vocabulary/findings.js';
import { ROLES } from '../../src/vocabulary/roles.js';
import { STAGES } from '../../src/vocabulary/stages.js';
import { demand, demandPlain, demandShowable, touchGetters } from './values.js';

/** RFC 3339, with the years that it does not know for clocks that went mad. */
const TIME = /^[+-]?\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d\.(\d{6}|\d{9})Z$|^-?\d+\.(\d{6}|\d{9})$/;
const ROLE_NAMES = new Set<string>(ROLES);
const STAGE_NAMES = new Set<string>(STAGES);

/** @param connections how many there are in the capture */
export function checkFrame(frame: Frame, number: number, connections: number): void {
  demand(frame.frame === number, `frame ${number} is numbered ${frame.frame}`);
  touchGetters(frame);
  const row = frameRow(frame, id, 'full');
  demandPlain(row, `frame ${number}`);
  demand(ROLE_NAMES.has(row.role), `frame ${number} has the role ${row.role}`);
  demand(STAGE_NAMES.has(frame.stage), `frame ${number} has the stage ${frame.stage}`);
  demand(row.protocol !== '', `frame ${number} has no protocol`);
  demand(row.time === null || TIME.test(row.time), `frame ${number} has the time ${row.time}`);
  demand((row.time === null) === (row.relativeTime === null), `frame ${number} has only one time`);
  demand(
    row.connection === null || row.connection < connections,
    `frame ${number} has connection ${row.connection}`,
  );
  demand((row.sourcePort === null) === (row.destinationPort === null), `frame ${number} has one port`);
  const places = row.findings.map((finding) => FINDINGS.indexOf(finding));
  demand(
    places.every((place, at) => place >= 0 && (at === 0 || place > places[at - 1]!)),
    `frame ${number} has findings ${row.findings}`,
  );
  checkEvidence(row.facts, number);
  demandShowable(row.info, `info of frame ${number}`);
  for (const sentence of [row.explanation, explain(frame, en), explain(frame, en, { detail: 'full' })]) {
    demand(sentence !== '', `frame ${number} has no explanation`);
    demandShowable(sentence, `explanation of frame ${number}`);
  }
}

/** A row rests on frames before it alone. */
function checkEvidence(facts: Facts, number: number): void {
  const before = [
    facts.acknowledges,
    facts.inReplyTo,
    facts.retransmissionOf,
    facts.duplicateAckOf,
    facts.duplicateOf,
    facts.repeatsAnswer,
    facts.query,
    facts.about?.frame ?? undefined,
    ...(facts.dns ?? []).map(({ query }) => query),
  ];
  for (const frame of before)
    demand(frame === undefined || (frame >= 1 && frame < number), `frame ${number} rests on frame ${frame}`);
  for (const frame of [facts.packet, ...(facts.fragments ?? [])])
    demand(
      frame === undefined || (frame >= 1 && frame <= number),
      `frame ${number} has a piece in frame ${frame}`,
    );
  demand(
    facts.fragments === undefined || facts.fragments.at(-1) === number,
    `frame ${number} is not its last piece`,
  );
}

export function checkConnection(connection: Connection, frames: number): void {
  const where = `connection ${connection.connection}`;
  touchGetters(connection);
  const row = connectionRow(connection, id);
  demandPlain(row, where);
  demandShowable(`${row.client} ${row.server} ${row.history} ${row.outcome}`, where);
  demand(row.frames.client + row.frames.server <= frames, `${where} has more frames than the capture`);
}

export function checkLookup(lookup: Lookup, frames: number): void {
  touchGetters(lookup);
  const row = lookupRow(lookup);
  demandPlain(row, 'lookup');
  demandShowable(`${row.name} ${row.type} ${row.client} ${row.server}`, 'lookup');
  for (const { name, type, value } of row.answers) demandShowable(`${name} ${type} ${value}`, 'answer');
  const { query, response } = row;
  demand(query !== null || response !== null, 'a lookup has neither question nor answer');
  demand(Math.max(query ?? 1, response ?? 1) <= frames, 'a lookup has frames beyond the capture');
}
