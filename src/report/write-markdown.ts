import { safeText } from '../bytes/safe-text.js';
import type { Analysis } from '../engine/analysis.js';
import { explain } from '../explain/explain.js';
import { phrase } from '../explain/phrases.js';
import { annotate, isUnread } from './annotated.js';
import { RowFilter } from './filter.js';
import { markdownRow, markdownText } from './markdown.js';
import { type ByteOutput, OutputBuffer } from './output.js';
import { partMarkdown } from './part.js';
import { emptyText, laterText, outsideText, relativeTimeText, sectionTitle } from './titles.js';
import type { TableWriterOptions } from './write-text.js';

/** Writes the annotated tables as GitHub Flavored Markdown; markup in text from the capture is escaped. */
export async function writeMarkdown(
  analysis: Analysis,
  output: ByteOutput,
  options: TableWriterOptions,
): Promise<void> {
  const buffer = new OutputBuffer(output);
  await buffer.texts(reportMarkdown(analysis, options));
  await buffer.flush();
}

function* reportMarkdown(analysis: Analysis, options: TableWriterOptions): Generator<string> {
  const { locale, detail = 'brief', filter = new RowFilter(), all = false } = options;
  const { headings } = locale;
  const head = markdownRow([
    headings.frame,
    headings.relativeTime,
    headings.source,
    headings.destination,
    headings.protocol,
    headings.info,
    headings.explanation,
  ]);
  const rule = '| --: | --: | --- | --- | --- | --- | --- |\n';
  let between = '';
  for (const capture of analysis.captures) {
    if (isUnread(capture)) continue;
    const annotated = annotate(capture, filter, all);
    const title = phrase(locale, 'capture', { capture: safeText(capture.label) });
    yield `${between}## ${markdownText(title)}\n`;
    between = '\n';
    const empty = emptyText(annotated, locale);
    if (empty !== '') yield `\n${markdownText(empty)}\n`;
    for (const section of annotated.sections) {
      const line = sectionTitle(section, locale, capture.context.hosts);
      yield `\n### ${markdownText(line)}\n\n${head}${rule}`;
      const given = new Set<number>();
      for (const frame of section.frames()) {
        const later = laterText(annotated, frame, locale);
        yield markdownRow([
          String(frame.frame),
          relativeTimeText(frame, locale),
          frame.source ?? '',
          frame.destination ?? '',
          safeText(frame.protocol),
          safeText(frame.info, 1024),
          `${explain(frame, locale, { detail, given })}${later === '' ? '' : ` ${later}`}`,
        ]);
      }
    }
    const outside = outsideText(annotated, locale);
    if (outside !== '') yield `\n${markdownText(outside)}\n`;
  }
  for (const part of options.parts ?? []) {
    yield between;
    between = '\n';
    yield* partMarkdown(part);
  }
}
