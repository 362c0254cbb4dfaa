import { worded } from '../language.ts'

/** What comes with the data, in other words than its own: of events, and of what providers ask for. By the English. */
export const told = worded('told', {} as Readonly<Record<string, string>>)
