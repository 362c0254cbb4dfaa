import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { type ConnectionRow, findConnection } from '@syncline/db/queries'
import type { ChoiceName, ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type Actor, streamName } from '@syncline/domain/event'
import type { Choice, Listed, Provider } from '@syncline/providers/port'
import type pg from 'pg'
import type { CachedReads } from '../cached-reads/index.ts'
import { type AskDeps, askProvider } from '../protection/call.ts'
import { createConnectionRunner } from '../protection/note.ts'

export interface ChoicesDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly cachedReads: Pick<CachedReads, 'get' | 'purge'>
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
}

interface By {
  readonly actor: Actor
  readonly correlationId: string
}

const creationMs = 20_000

/** What a connection is about: chosen from what its provider has, or made there. */
export function createChoices(deps: ChoicesDeps) {
  const { pool, cachedReads, now = () => new Date() } = deps
  const runner = createConnectionRunner(deps)

  /** @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for a choice that its provider does not offer */
  async function demand(organizationId: string, connectionId: string, name: ChoiceName) {
    const connection = await withOrganization(pool, organizationId, (tx) =>
      findConnection(tx, organizationId, connectionId),
    )
    if (!connection) throw new SynclineError('RECORD_NOT_FOUND')
    const { choices = [] } = await deps.loadProvider(connection.provider)
    const choice = choices.find((each) => each.name === name)
    if (!choice)
      throw new SynclineError('INVALID_INPUT', { field: 'name', known: choices.map((each) => each.name) })
    return { connection, choice }
  }

  /** What there is to choose from; asked for once more where `id` is not in what is kept. */
  async function listed(
    organizationId: string,
    { connectionId }: ConnectionRow,
    { read }: Choice,
    id: string | null,
  ) {
    const look = async () => {
      const { answer } = await cachedReads.get(organizationId, { connectionId, name: read, about: '' })
      return answer as readonly Listed[]
    }
    const kept = await look()
    if (id === null || kept.some((each) => each.id === id)) return kept
    await cachedReads.purge(organizationId, connectionId, read)
    return look()
  }

  return {
    /**
     * Chooses one of what the provider has; null for nothing in particular.
     * @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for what it does not have, or what has to be something; what
     * the provider said where it could not be asked
     */
    async choose(
      organizationId: string,
      connectionId: string,
      { name, id }: { name: ChoiceName; id: string | null },
      by: By,
    ): Promise<{ position: number }> {
      const { connection, choice } = await demand(organizationId, connectionId, name)
      if (id === null && choice.none === null)
        throw new SynclineError('INVALID_INPUT', { field: 'id', reason: 'has to be one of them' })
      const all = await listed(organizationId, connection, choice, id)
      const chosen = all.find((each) => each.id === id) ?? null
      if (id !== null && chosen === null)
        throw new SynclineError('INVALID_INPUT', { field: 'id', reason: 'is not there' })
      const { accountId, baseUrl } = connection
      const place = choice.place?.(chosen, all, { accountId, baseUrl }) ?? { accountId, baseUrl }
      const { position } = await runner.run({
        organizationId,
        stream: streamName('connection', connectionId),
        command: {
          type: 'choose',
          name,
          chosen: chosen && { id: chosen.id, name: chosen.name.slice(0, 500) },
          ...place,
        },
        context: { now: now(), ...by },
      })
      return { position }
    },

    /**
     * Makes one more at the provider. Asking twice makes two.
     * @throws SynclineError as `choose`, STATE_CONFLICT while the connection is off, INVALID_INPUT naming the field
     */
    async create(
      organizationId: string,
      connectionId: string,
      { name, given }: { name: ChoiceName; given: Readonly<Record<string, string>> },
    ): Promise<{ id: string }> {
      const { choice } = await demand(organizationId, connectionId, name)
      if (!choice.creation)
        throw new SynclineError('INVALID_INPUT', { field: 'name', reason: 'is made there' })
      const { creation } = choice
      const made = await askProvider(
        deps,
        { organizationId, connectionId, kind: 'write', longestMs: creationMs },
        (access) => creation.create(given, access),
      )
      if (!made.ok && 'field' in made)
        throw new SynclineError('INVALID_INPUT', { field: `given.${made.field}` })
      // Whether it was made may be unknown: whoever looks sees what is there.
      await cachedReads.purge(organizationId, connectionId, choice.read)
      if (!made.ok) throw new SynclineError(made.code, made.detail === null ? {} : { detail: made.detail })
      return { id: made.id }
    },
  }
}
export type ConnectionChoices = ReturnType<typeof createChoices>
