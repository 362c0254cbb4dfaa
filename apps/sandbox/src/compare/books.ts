import type { EffectEntry } from '../ledger.ts'
import type { ProviderName } from '../provider.ts'

/** An object as its provider holds it, read through the admin routes. */
export type Held = { account: string; deleted: boolean; object: Record<string, unknown> & { id: string } }

/** All that is known of one provider. */
export type Book = {
  objects: Record<string, Held[]>
  /** Effects that spoke of money; null when the ledger has dropped entries and no sum can be taken from it. */
  effects: EffectEntry[] | null
  /** What was made by an API: `account id`. */
  byApi: ReadonlySet<string>
}

export type BookOptions = {
  /** One account only; all of the provider's when left out. */
  account?: string
}

const pageSize = 1000
const requestTimeoutMs = 30_000

/** @throws when the sandbox does not answer or refuses */
export async function readBook(
  url: string,
  provider: ProviderName,
  entities: readonly string[],
  { account }: BookOptions = {},
): Promise<Book> {
  const filter = `provider=${provider}${account === undefined ? '' : `&account=${encodeURIComponent(account)}`}`
  const objects: Record<string, Held[]> = {}
  for (const entity of entities)
    objects[entity] = (await readAll<Held>(url, `/objects?entity=${entity}&${filter}`)).entries
  const { entries, dropped } = await readAll<EffectEntry>(url, `/ledger/effects?${filter}`)
  const byApi = entries
    .filter(({ origin, operation }) => origin === 'api' && operation === 'create')
    .map((one) => `${one.account} ${one.objectId}`)
  const effects = dropped > 0 ? null : entries.filter(({ money }) => money !== null)
  return { objects, effects, byApi: new Set(byApi) }
}

type Page<T> = { entries: T[]; next: number; dropped?: number }

async function readAll<T>(url: string, path: string): Promise<{ entries: T[]; dropped: number }> {
  const entries: T[] = []
  for (let after = 0; ; ) {
    const page = await readPage<T>(url, `${path}&limit=${pageSize}&after=${after}`)
    entries.push(...page.entries)
    if (page.next === after) return { entries, dropped: page.dropped ?? 0 }
    after = page.next
  }
}

async function readPage<T>(url: string, path: string): Promise<Page<T>> {
  const response = await fetch(`${url}/_sandbox${path}`, { signal: AbortSignal.timeout(requestTimeoutMs) })
  if (!response.ok) throw new Error(`the sandbox answered ${response.status} to ${path}`)
  return (await response.json()) as Page<T>
}

export type Sources = { stripe: Book; square: Book; quickbooks: Book }
