import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Kysely } from 'kysely'
import { readCookie, writeCookie } from './cookie.ts'
import type { AuthTables } from './tables.ts'

/** Where somebody tries to sign in from. */
export interface Place {
  readonly address: string
  /** Of a browser in which this account was signed in before; null for every other one. */
  readonly browserId: string | null
  /** Whether the account was signed in from this address or in this browser before. */
  readonly isKnown: boolean
}

export interface KnownPlaces {
  find(email: string, address: string, cookies: string | undefined): Promise<Place>
  /** @returns the cookie by which this browser is known again for this account, beside the others it knows */
  remember(email: string, cookies: string | undefined): string
}

const lifetimeSeconds = 180 * 24 * 60 * 60
/** People who share a browser. */
const maxAccounts = 5

/**
 * A browser that was let in once shows a signed mark of the account, which lets nobody in by itself; an address counts
 * as known while a session from there is kept.
 */
export function createKnownPlaces(
  db: Kysely<AuthTables>,
  { name, secret, now = Date.now }: { name: string; secret: string; now?: () => number },
): KnownPlaces {
  const digest = (text: string) => createHmac('sha256', secret).update(text).digest('base64url')
  const accountOf = (email: string) => digest(`known account ${email.toLowerCase()}`).slice(0, 22)
  const seal = (body: string) => digest(`known browser ${body}`)

  /** Marks of a cookie that are ours and not over. */
  function marksOf(cookies: string | undefined) {
    const marks = (readCookie(cookies, name) ?? '').split('~', maxAccounts)
    return marks.flatMap((text) => {
      const [account = '', browserId = '', until = '', seals = ''] = text.split('.', 4)
      const given = Buffer.from(seals)
      const wanted = Buffer.from(seal(`${account}.${browserId}.${until}`))
      const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted)
      return isOurs && Number(until) > now() ? [{ account, browserId, text }] : []
    })
  }

  return {
    async find(email, address, cookies) {
      const mark = marksOf(cookies).find(({ account }) => account === accountOf(email))
      if (mark) return { address, browserId: mark.browserId, isKnown: true }
      const session = await db
        .selectFrom('session')
        .innerJoin('user', 'user.id', 'session.userId')
        .select('session.id')
        .where('user.email', '=', email.toLowerCase())
        .where('session.ipAddress', '=', address)
        .limit(1)
        .executeTakeFirst()
      return { address, browserId: null, isKnown: session !== undefined }
    },
    remember(email, cookies) {
      const others = marksOf(cookies).filter(({ account }) => account !== accountOf(email))
      const body = `${accountOf(email)}.${randomBytes(12).toString('base64url')}.${now() + lifetimeSeconds * 1_000}`
      const marks = [`${body}.${seal(body)}`, ...others.map(({ text }) => text)].slice(0, maxAccounts)
      return writeCookie(name, marks.join('~'), lifetimeSeconds)
    },
  }
}
