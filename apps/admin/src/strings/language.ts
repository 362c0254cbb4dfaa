import { readStored, writeStored } from '../ui/stored.ts'
import { crashed } from './en/crashed.ts'
import { languageKey } from './language-key.ts'

/** Languages with their own names. */
export const languages = { en: 'English', fr: 'Français' } as const
export type Language = keyof typeof languages

/** Words of a language by page, in the shape of the English ones; what is missing stays English. */
export type Words<English> = {
  readonly [Key in keyof English]?: English[Key] extends string
    ? string
    : English[Key] extends (...args: never[]) => unknown
      ? English[Key]
      : Words<English[Key]>
}

interface Translation {
  /** Of dates and numbers. */
  readonly locale: string
  readonly words: Readonly<Record<string, object>>
}

const loaders: Readonly<Record<Exclude<Language, 'en'>, () => Promise<Translation>>> = {
  fr: async () => (await import('./fr/index.ts')).french,
}

/** What stands when nothing could be fetched comes without this file, so it is known here. */
const known = new Map<string, object>([['crashed', crashed]])
let spoken: Translation | null = null

/** Of dates and numbers. */
export let locale = 'en-GB'

const isWords = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Puts the words of a language in the places of the English ones: whoever holds a part of them speaks it from then on. */
function take(english: Record<string, unknown>, words: object): void {
  for (const [key, value] of Object.entries(words)) {
    const there = english[key]
    if (isWords(there) && isWords(value)) take(there, value)
    else english[key] = value
  }
}

/** The words of a page; English until another language is loaded. */
export function worded<const English extends object>(page: string, english: English): English {
  known.set(page, english)
  const words = spoken?.words[page]
  if (words) take(english as Record<string, unknown>, words)
  return english
}

export function chosenLanguage(): Language {
  const stored = readStored(languageKey)
  return stored !== null && Object.hasOwn(languages, stored) ? (stored as Language) : 'en'
}

/** Speaks the language that was chosen on this device. It comes before the pages, which take their words as they load. */
export async function loadLanguage(language: Language = chosenLanguage()): Promise<void> {
  if (language === 'en') return
  spoken = await loaders[language]()
  locale = spoken.locale
  document.documentElement.lang = language
  for (const [page, english] of known) {
    const words = spoken.words[page]
    if (words) take(english as Record<string, unknown>, words)
  }
}

/** Remembers the language and loads the page anew in it; the address holds the state, so nothing is lost. */
export function chooseLanguage(language: Language): void {
  writeStored(languageKey, language)
  window.location.reload()
}
