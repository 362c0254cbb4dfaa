import { setTimeout as pause } from 'node:timers/promises'
import {
  type CachedReadKey,
  type CachedReadRow,
  claimCachedRead,
  failCachedRead,
  findCachedRead,
  listCachedReads,
  purgeCachedReads,
  storeCachedRead,
} from '@syncline/db/cached-reads'
import { cachedReadPlace, UnsealableError, type Vault } from '@syncline/db/custody'
import { withOrganization } from '@syncline/db/pool'
import { type ConnectionRow, findConnection } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { CachedAnswerView, CachedEntryView, CachedReadView } from '@syncline/domain/view'
import type { CachedAnswer, CachedRead } from '@syncline/providers/cached-read'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { Logger } from 'pino'
import type { TargetDirectory } from '../jobs/targets.ts'
import { callProvider } from '../protection/call.ts'
import type { Protection } from '../protection/gate.ts'

export interface CachedReadsDeps {
  readonly pool: pg.Pool
  readonly vault: Vault
  readonly targets: TargetDirectory
  readonly protection: Pick<Protection, 'enter'>
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  readonly log: Pick<Logger, 'error'>
  readonly now?: () => Date
}

interface Asked {
  readonly connectionId: string
  readonly name: string
  readonly about: string
}

/** A person or a program waits for the answer. */
const longestReadMs = 10_000
const lookAgainMs = 50
/** A provider that gave no answer is left in peace for so long, unless it asks for longer. */
const restMs = 10_000
const maxRestMs = 600_000
const maxAnswerBytes = 256 * 1_024

/**
 * What rarely changes at a provider. One process at a time asks; all share the answer, sealed, until its time has passed.
 * Where the provider gives no newer one, what it said before is told with its age.
 */
export function createCachedReads(deps: CachedReadsDeps) {
  const { pool, vault, loadProvider, now = () => new Date() } = deps
  const within = <Result>(organizationId: string, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(pool, organizationId, work)

  /** @throws SynclineError RECORD_NOT_FOUND */
  async function demand(organizationId: string, connectionId: string): Promise<ConnectionRow> {
    const found = await within(organizationId, (tx) => findConnection(tx, organizationId, connectionId))
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found
  }

  async function ask(key: CachedReadKey, read: CachedRead): Promise<CachedAnswer> {
    const { organizationId, connectionId, about } = key
    const signal = AbortSignal.timeout(longestReadMs)
    const called = await callProvider(
      { ...deps, now },
      { organizationId, connectionId, kind: 'read', signal },
      (access) => read.read(about, access),
    )
    return called.wentOut ? called.end : called.failure
  }

  /** Asks the provider and keeps what it says. */
  async function refresh(key: CachedReadKey, read: CachedRead): Promise<void> {
    const { organizationId } = key
    const fail = (failure: Parameters<typeof failCachedRead>[2]) =>
      within(organizationId, (tx) => failCachedRead(tx, key, failure))
    try {
      const answer = await ask(key, read)
      const bytes = Buffer.from(answer.ok ? JSON.stringify(answer.answer) : '')
      if (!answer.ok || bytes.length > maxAnswerBytes) {
        const code = answer.ok ? 'PROVIDER_MALFORMED_RESPONSE' : answer.code
        const askedMs = answer.ok ? 0 : answer.retryAfterMs
        return fail({ failure: code, retryInMs: Math.min(Math.max(askedMs, restMs), maxRestMs) })
      }
      const sealed = (await vault.keysOf(organizationId)).sealBytes(placeOf(key), bytes)
      await within(organizationId, (tx) =>
        storeCachedRead(tx, key, { sealed, sizeBytes: bytes.length, lifeMs: read.lifeMs }),
      )
    } catch (error) {
      await fail({
        failure: error instanceof UnsealableError ? 'NOT_CONFIGURED' : 'UNKNOWN',
        retryInMs: restMs,
      })
      if (!(error instanceof UnsealableError)) throw error
    }
  }

  /** What is kept once nobody has to ask any more, or somebody else takes too long. */
  async function settled(key: CachedReadKey, read: CachedRead): Promise<CachedReadRow | null> {
    const deadlineMs = performance.now() + longestReadMs
    for (;;) {
      const { row, isOurs } = await within(key.organizationId, async (tx) => {
        const known = await findCachedRead(tx, key)
        if (known?.isGood) return { row: known, isOurs: false }
        return { row: known, isOurs: await claimCachedRead(tx, key) }
      })
      if (isOurs) {
        await refresh(key, read)
        return within(key.organizationId, (tx) => findCachedRead(tx, key))
      }
      // Whoever has something to show does not wait for another's answer.
      if (row?.sealed || (row && !row.isAsked && row.failure !== null) || performance.now() > deadlineMs)
        return row
      await pause(lookAgainMs)
    }
  }

  return {
    /**
     * What the provider said, now or lately.
     * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT, STATE_CONFLICT while the connection is off and nothing is
     * kept, or the provider's own failure where nothing is kept
     */
    async get(organizationId: string, { connectionId, name, about }: Asked): Promise<CachedAnswerView> {
      const { provider, disabled } = await demand(organizationId, connectionId)
      const read = readOf(await loadProvider(provider), name)
      const isFit = read.about ? read.about.schema.safeParse(about).success : about === ''
      if (!isFit || about.length > 100) throw new SynclineError('INVALID_INPUT', { field: 'about' })
      const key = { organizationId, connectionId, name, about }
      const isOff = disabled || (await deps.targets.isOff(organizationId, [connectionId], read.scope))
      const row = isOff
        ? await within(organizationId, (tx) => findCachedRead(tx, key))
        : await settled(key, read)
      if (!row?.sealed) {
        if (isOff) throw new SynclineError('STATE_CONFLICT', { reason: 'is_off' })
        throw new SynclineError(row?.failure ?? 'TIMEOUT')
      }
      const bytes = (await vault.keysOf(organizationId)).openBytes(placeOf(key), row.sealed)
      return { ...shown(row, now()), name, answer: JSON.parse(bytes.toString('utf8')) as unknown }
    },

    /** Every read that the provider of a connection offers, with what is kept. @throws SynclineError RECORD_NOT_FOUND */
    async list(organizationId: string, connectionId: string): Promise<readonly CachedReadView[]> {
      const { provider } = await demand(organizationId, connectionId)
      const { cachedReads = {} } = await loadProvider(provider)
      const rows = await within(organizationId, (tx) => listCachedReads(tx, organizationId, connectionId))
      return Object.entries(cachedReads).map(([name, { lifeMs, about }]) => ({
        name,
        lifeMs,
        about: about && { title: about.title, example: about.example, choices: about.choices ?? null },
        entries: rows.filter((row) => row.name === name).map((row) => shown(row, now())),
      }))
    },

    /** Forgets all that is kept of a connection, or one read of it. @throws SynclineError RECORD_NOT_FOUND */
    async purge(
      organizationId: string,
      connectionId: string,
      name: string | null,
    ): Promise<{ purged: number }> {
      await demand(organizationId, connectionId)
      const purged = await within(organizationId, (tx) =>
        purgeCachedReads(tx, organizationId, connectionId, name),
      )
      return { purged }
    },
  }
}
export type CachedReads = ReturnType<typeof createCachedReads>

/** @throws SynclineError INVALID_INPUT */
function readOf({ cachedReads = {} }: Provider, name: string): CachedRead {
  const read = Object.hasOwn(cachedReads, name) ? cachedReads[name] : undefined
  if (!read) throw new SynclineError('INVALID_INPUT', { field: 'name', known: Object.keys(cachedReads) })
  return read
}

const placeOf = ({ organizationId, connectionId, name, about }: CachedReadKey) =>
  cachedReadPlace(organizationId, `${connectionId}/${name}/${about}`)

function shown(row: Omit<CachedReadRow, 'sealed'>, now: Date): CachedEntryView {
  const { about, readAt, isGood, sizeBytes, failure, failedAt } = row
  return {
    about,
    readAt: readAt?.toISOString() ?? null,
    ageMs: readAt && Math.max(0, now.getTime() - readAt.getTime()),
    isStale: readAt !== null && !isGood,
    sizeBytes,
    failure,
    failedAt: failedAt?.toISOString() ?? null,
  }
}
