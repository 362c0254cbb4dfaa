import { shell } from './en/shell.ts'
import { signIn } from './en/sign-in.ts'
import { sync } from './en/sync.ts'
import { syncs } from './en/syncs.ts'
import { time } from './en/time.ts'

/**
 * Every word on screen. A second language is a second object of this type; parts that vary are functions, so that
 * each language orders and inflects them as it must.
 */
export const strings = {
  /** Of dates and numbers. */
  locale: 'en-GB',
  shell,
  signIn,
  syncs,
  sync,
  time,
} as const

export type Strings = typeof strings
