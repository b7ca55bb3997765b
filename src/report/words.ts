import type { Locale } from '../explain/locale.js';

/** Words of tables that are about the reader's choice of rows, not about a capture. */
interface TableWords {
  /** Said where a filter leaves nothing. */
  readonly nothingChosen: string;
}

const WORDS: Readonly<Record<Locale['tag'], TableWords>> = {
  en: { nothingChosen: 'No frame of this capture matches what was asked for.' },
  id: { nothingChosen: 'Tidak ada frame dalam rekaman ini yang memenuhi permintaan.' },
};

/** The words of a locale. */
export function tableWords(locale: Locale): TableWords {
  return WORDS[locale.tag];
}
