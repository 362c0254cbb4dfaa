export { commonWords } from './common.ts'
export { countryNames } from './countries.ts'
export { givenNames } from './given.ts'
export { surnames } from './surnames.ts'

const marks = /\p{M}+/gu
const letters: Readonly<Record<string, string>> = {
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
}

/** A word as the lists have it: lower case, no accents. */
export const folded = (word: string): string =>
  word
    .toLowerCase()
    .normalize('NFD')
    .replace(marks, '')
    .replace(/[øłđðþßæœ]/gu, (letter) => letters[letter] ?? letter)
