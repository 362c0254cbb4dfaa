import { told as words } from './en/told.ts'

/** A sentence that came with the data, in the language of the page; as it came where that has none for it. */
export const told = (text: string): string => words[text] ?? text
