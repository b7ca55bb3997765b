/** Where captures and answers come from: the recorded ones, or an installed tshark. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Answer, FIELDS, parseAnswers, readAnswers } from './answers.js';
import type { Case } from './compare-capture.js';
import { readZeek } from './zeek.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ENDING = '.tsv.gz';
const CAPTURE = /\.(pcap|pcapng|cap|dmp|ntar)(\.gz|\.zst)?$/;

/** Captures with recorded answers. */
export interface Recorded {
  readonly corpus: string;
  readonly oracle: string;
}

/** The folders of captures and answers; undefined where either is missing. */
export function findRecorded(): Recorded | undefined {
  const corpus = process.env['FRAMEWISE_CORPUS'] ?? join(ROOT, '../shared/corpus');
  const oracle = process.env['FRAMEWISE_ORACLE'] ?? join(ROOT, '../shared/oracle');
  return existsSync(corpus) && existsSync(oracle) ? { corpus, oracle } : undefined;
}

/** Each capture that has recorded answers. @param only part of the wanted captures' paths */
export function* recordedCases({ corpus, oracle }: Recorded, only: string | undefined): Generator<Case> {
  const zeek = readZeek(join(oracle, 'zeek/conn.tsv'));
  for (const path of filesBelow(oracle)) {
    if (!path.endsWith(ENDING)) continue;
    const name = path.slice(0, -ENDING.length);
    const capture = join(corpus, name);
    if ((only !== undefined && !name.includes(only)) || !existsSync(capture)) continue;
    const answers = readAnswers(readFileSync(join(oracle, path)));
    yield { name, bytes: readFileSync(capture), answers, zeek: zeek.get(name) ?? [] };
  }
}

/** Whether a tshark can be asked. */
export function hasTshark(): boolean {
  try {
    execFileSync('tshark', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Each capture in a folder, or the one file, with what the installed tshark says of it. */
export function* liveCases(place: string, only: string | undefined): Generator<Case> {
  const names = statSync(place).isFile() ? [''] : filesBelow(place).filter((path) => CAPTURE.test(path));
  for (const name of names) {
    if (only !== undefined && !name.includes(only)) continue;
    const path = join(place, name);
    yield { name: name || path, bytes: readFileSync(path), answers: askTshark(path), zeek: [] };
  }
}

/** Asks tshark in one pass with default preferences; what it says before it fails on a damaged capture counts. */
function askTshark(path: string): Answer[] {
  const format = ['-T', 'fields', '-E', 'separator=/t', '-E', 'occurrence=a', '-E', 'aggregator=,'];
  const args = ['-n', '-r', path, ...format, ...FIELDS.flatMap((field) => ['-e', field])];
  let out: string;
  try {
    out = execFileSync('tshark', args, {
      encoding: 'utf8',
      maxBuffer: 2 ** 30,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch (error) {
    out = String((error as { stdout?: string }).stdout ?? '');
  }
  return parseAnswers(`${FIELDS.join('\t')}\n${out}`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
