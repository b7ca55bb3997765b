/** Every public name is documented, and shown in an example that is tested. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import typedoc from '../../typedoc.json' with { type: 'json' };
import { namesImported, publicNames } from './public-names.js';
import { root } from './sources.js';

/** Types that a program meets as the type of something it has, and has little reason to name. */
const MET: readonly string[] = [
  'AboutFact',
  'BatchSource',
  'CaptureReaderOptions',
  'CarriedBytes',
  'Comparison',
  'Compression',
  'CountedThing',
  'DnsFacts',
  'DnsRecordFact',
  'ElsewhereFrames',
  'FragmentLimits',
  'HeadingKey',
  'InterfaceDrops',
  'LaidComparison',
  'ListKind',
  'LogSession',
  'OpenBatchSource',
  'OpenOptions',
  'PcapRecords',
  'PhraseKey',
  'PiecemealSegment',
  'ProvenReset',
  'ReadingHabit',
  'ReasonKey',
  'RecordColumns',
  'RecordRoom',
  'ReportCapture',
  'ReportCaptures',
  'SourceOptions',
  'StoppedFact',
  'UnreadBytes',
];

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, root);
const names = publicNames(
  typedoc.entryPoints.map((path) => `${root}${path}`),
  options,
);
const examples = readdirSync(`${root}test/examples`)
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(`${root}test/examples/${name}`, 'utf8'));
const shown = new Set(examples.flatMap((text) => namesImported(text, 'framewise')));

describe('every public name', () => {
  it('has a docstring, and so has each member', () => {
    expect(names.length).toBeGreaterThan(100);
    expect(names.flatMap(({ undocumented }) => undocumented)).toEqual([]);
  });

  it('is imported by an example', () => {
    const missing = names.filter(({ name }) => !shown.has(name) && !MET.includes(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('that is met without its name is a type, and no example names it', () => {
    const met = names.filter(({ name, isValue }) => MET.includes(name) && !isValue && !shown.has(name));
    expect(met.map(({ name }) => name).sort()).toEqual([...MET].sort());
  });
});

/** A program without what a formatter decides. */
const tokensOf = (text: string): string => text.replace(/\s+/g, '').replace(/,(?=[)\]}])/g, '');

/** Whether an example has the imports of a program and, somewhere, the rest of it as it stands. */
function showsProgram(example: string, program: string): boolean {
  const body = program.replace(/^import .*\n/gm, '');
  const imported = namesImported(example, 'framewise');
  return (
    tokensOf(example).includes(tokensOf(body)) &&
    namesImported(program, 'framewise').every((name) => imported.includes(name))
  );
}

describe('the programs in the README', () => {
  const readme = readFileSync(`${root}README.md`, 'utf8');
  const programs = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program = '']) => program);

  it('are there', () => {
    expect(programs.length).toBeGreaterThan(1);
  });

  it.each(programs)('are tested as they stand: number %$', (program) => {
    expect(examples.some((example) => showsProgram(example, program))).toBe(true);
  });
});

describe('the check itself', () => {
  const check = (text: string): unknown[] => {
    const host = ts.createCompilerHost({ noLib: true });
    const files = new Map([['/entry.ts', text]]);
    host.getSourceFile = (path, target) => {
      const source = files.get(path);
      return source === undefined ? undefined : ts.createSourceFile(path, source, target);
    };
    host.fileExists = (path) => files.has(path);
    return publicNames(['/entry.ts'], { noLib: true, target: ts.ScriptTarget.ES2022 }, host).map(
      ({ name, isValue, undocumented }) => [name, isValue, undocumented],
    );
  };

  it('tells what has no docstring', () => {
    expect(check('export const a = 1;\n/** Documented. */\nexport type B = string;')).toEqual([
      ['a', true, ['a']],
      ['B', false, []],
    ]);
  });

  it('looks at members, also inherited ones, but not at private and internal ones', () => {
    const text = `
      class Row {
        get time(): null { return null; }
        /** @internal */
        row = 0;
      }
      /** A frame. */
      export class Frame extends Row {
        #a = 1;
        private b = 1;
        /** Number. */
        frame = 1;
        role = '';
      }`;
    expect(check(text)).toEqual([['Frame', true, ['Frame.role', 'Frame.time']]]);
  });

  it('knows a program that was changed', () => {
    const program = "import { a } from 'framewise';\na(1);\na(2);\n";
    expect(showsProgram(`${program.replace('a }', 'a, b }')}  b();`, program)).toBe(true);
    expect(showsProgram(program.replace('a(1)', '  a(\n    1,\n  )'), program)).toBe(true);
    expect(showsProgram(program.replace('a(2)', 'a(3)'), program)).toBe(false);
    expect(showsProgram(program.replace('{ a }', '{ b }'), program)).toBe(false);
  });
});
