import type { Locale } from '../explain/locale.js';
import type { Language } from './words.js';

/** The language that the locale environment names (POSIX, 8.2): Indonesian, else English. */
export function languageOf(env: Readonly<Record<string, string | undefined>>): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  // An expression that ignores case would have the engine load its tables of all letters.
  return /^(id|in|ind)([_.@-]|$)/.test((locale ?? '').toLowerCase()) ? 'id' : 'en';
}

/** The language that the arguments ask for with `--lang`, before anything else of them is read; undefined for none. */
export function languageAsked(args: readonly string[]): string | undefined {
  const end = args.indexOf('--');
  const before = end < 0 ? args : args.slice(0, end);
  for (let i = before.length - 1; i >= 0; i--) {
    if (before[i] === '--lang') return before[i + 1];
    if (before[i]!.startsWith('--lang=')) return before[i]!.slice('--lang='.length);
  }
  return undefined;
}

/** @returns whether it names a language that framewise speaks */
export function isLanguage(text: string | undefined): text is Language {
  return text === 'id' || text === 'en';
}

/** The texts of a language: loaded when it is known which is needed, as most of the time of a small capture would go into loading. */
export async function localeOf(language: Language): Promise<Locale> {
  if (language === 'id') return (await import('../explain/locales/id.js')).id;
  return (await import('../explain/locales/en.js')).en;
}
