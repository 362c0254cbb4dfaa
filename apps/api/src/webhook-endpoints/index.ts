import { listCredentials } from '@syncline/db/custody'
import { type Appender, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { type ConnectionRow, findConnection } from '@syncline/db/queries'
import {
  type Connection,
  type ConnectionCommand,
  type ConnectionEvent,
  decideConnection,
  evolveConnection,
  initialConnection,
  type ProviderName,
} from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { type EventData, streamName } from '@syncline/domain/event'
import type { WebhookEndpointCreateInput, WebhookEndpointInput, WebhookSetup } from '@syncline/domain/view'
import type {
  Access,
  Provider,
  PullFailure,
  WebhookEndpoint,
  WebhookEndpoints,
} from '@syncline/providers/port'
import type pg from 'pg'
import type { By, createCustodyCommands } from '../commands/custody.ts'
import { createCommandRunner } from '../commands/runner.ts'
import { type AskDeps, askProvider } from '../protection/call.ts'
import { type Known, pointingTo, setupOf } from './setup.ts'

export interface WebhookEndpointsDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  /** Keeps the secret of what was made. */
  readonly custody: Pick<ReturnType<typeof createCustodyCommands>, 'rotateCredential'>
  /** Told when what webhooks of a connection are signed with changed. */
  readonly onNewSecret: (connectionId: string) => void
  /** The address of a connection's door. */
  readonly webhookUrlOf: (connection: { connectionId: string; provider: ProviderName }) => string
  readonly isPlayed: (connection: { provider: ProviderName; baseUrl: string }) => boolean
}

export type WebhookEndpointPort = ReturnType<typeof createWebhookEndpoints>

/** A person waits for the answer. */
const longestCallMs = 20_000
/** As it stands in the provider's list. */
const description = 'Syncline'

type Change = EventData<'WebhookEndpointChanged'>['change']
type Answer = { readonly ok: true } | PullFailure

/**
 * The provider's list of webhook addresses, as far as it concerns one connection. What points elsewhere belongs to other
 * programs: it is counted and never touched.
 */
export function createWebhookEndpoints(deps: WebhookEndpointsDeps) {
  const { pool, now = () => new Date() } = deps
  const runner = createCommandRunner<Connection, ConnectionCommand, ConnectionEvent>(
    { initial: initialConnection, evolve: evolveConnection, decide: decideConnection },
    deps,
  )

  /** @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT where the provider keeps no such list */
  async function open(organizationId: string, connectionId: string) {
    const found = await withOrganization(pool, organizationId, async (tx) => {
      const connection = await findConnection(tx, organizationId, connectionId)
      if (!connection) return null
      const facts = await readStream(tx, organizationId, streamName('connection', connectionId))
      const state = facts.reduce<Connection>(
        (known, event) => evolveConnection(known, event as unknown as ConnectionEvent),
        initialConnection,
      )
      const kept = await listCredentials(tx, organizationId, connectionId)
      return { connection, state, hasSecret: kept.some(({ kind }) => kind === 'webhook_secret') }
    })
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    const { connection, state, hasSecret } = found
    const { webhookEndpoints } = await deps.loadProvider(connection.provider)
    if (!webhookEndpoints)
      throw new SynclineError('INVALID_INPUT', { field: 'connectionId', reason: 'keeps no such list' })
    const known: Known = {
      address: deps.webhookUrlOf(connection),
      isPlayed: deps.isPlayed(connection),
      eventTypes: webhookEndpoints.eventTypes,
      ownId: 'webhookEndpointId' in state ? state.webhookEndpointId : null,
      hasSecret,
    }
    return { connection, adapter: webhookEndpoints, known }
  }

  /** One call, within the connection's limits. @throws SynclineError with what hindered it */
  async function call<Done extends { readonly ok: true }>(
    organizationId: string,
    { connectionId }: Pick<ConnectionRow, 'connectionId'>,
    kind: 'read' | 'write',
    work: (access: Access) => Promise<Done | PullFailure>,
  ): Promise<Done> {
    const answer = await askProvider(
      deps,
      { organizationId, connectionId, kind, longestMs: longestCallMs },
      work,
    )
    if (!answer.ok) throw new SynclineError(answer.code, { ...(answer.detail && { detail: answer.detail }) })
    return answer
  }

  const note = (organizationId: string, connectionId: string, endpointId: string, change: Change, by: By) =>
    runner.run({
      organizationId,
      stream: streamName('connection', connectionId),
      command: { type: 'noteWebhookEndpoint', data: { endpointId, change } },
      context: { now: now(), actor: by.actor, correlationId: by.correlationId },
    })

  async function read(organizationId: string, connectionId: string): Promise<WebhookSetup> {
    const { connection, adapter, known } = await open(organizationId, connectionId)
    const { endpoints } = await call(organizationId, connection, 'read', (access) => adapter.list(access))
    return setupOf(endpoints, known)
  }

  /** Does something to one that points here. @throws SynclineError RECORD_NOT_FOUND for any other */
  async function change(
    organizationId: string,
    { connectionId, endpointId }: WebhookEndpointInput,
    to: Exclude<Change, 'created'>,
    work: (adapter: WebhookEndpoints, endpoint: WebhookEndpoint, access: Access) => Promise<Answer>,
    by: By,
  ): Promise<WebhookSetup> {
    const { connection, adapter, known } = await open(organizationId, connectionId)
    const { endpoints } = await call(organizationId, connection, 'read', (access) => adapter.list(access))
    const endpoint = pointingTo(known.address, endpoints).find(({ id }) => id === endpointId)
    if (!endpoint) throw new SynclineError('RECORD_NOT_FOUND')
    await call(organizationId, connection, 'write', (access) => work(adapter, endpoint, access))
    await note(organizationId, connectionId, endpointId, to, by)
    return read(organizationId, connectionId)
  }

  /** A lost answer is asked for again, under the same key: only it holds the secret. */
  const make = (
    organizationId: string,
    connection: ConnectionRow,
    adapter: WebhookEndpoints,
    { url, key }: { readonly url: string; readonly key: string },
  ) =>
    call(organizationId, connection, 'write', async (access) => {
      const made = await adapter.create({ url, description }, key, access)
      return made.ok || !made.retryable ? made : adapter.create({ url, description }, key, access)
    })

  return {
    /** Asks the provider. @throws SynclineError RECORD_NOT_FOUND, STATE_CONFLICT, and what hinders the question */
    read,

    /**
     * Has the provider send exactly what is routed to this connection's address, and keeps the secret it signs with.
     * @throws SynclineError NOT_CONFIGURED (`not_public`) where it could not be reached there; STATE_CONFLICT (`exists`)
     *   where one points here already and none is to be replaced
     */
    async create(
      organizationId: string,
      { connectionId, requestId, replace }: WebhookEndpointCreateInput,
      by: By,
    ): Promise<WebhookSetup> {
      const { connection, adapter, known } = await open(organizationId, connectionId)
      const before = await call(organizationId, connection, 'read', (access) => adapter.list(access))
      const here = pointingTo(known.address, before.endpoints)
      const setup = setupOf(before.endpoints, known)
      if (!setup.isReachable) throw new SynclineError('NOT_CONFIGURED', { reason: 'not_public' })
      if (here.length > 0 && !replace) {
        // Asked for twice, made once.
        if (setup.state === 'right' && setup.endpoints[0]?.isOurs) return setup
        throw new SynclineError('STATE_CONFLICT', { reason: 'exists' })
      }
      const key = `webhook-endpoint.${connectionId}.${requestId}`
      const { endpoint, secret } = await make(organizationId, connection, adapter, {
        url: known.address,
        key,
      })
      await deps.custody.rotateCredential(
        organizationId,
        connectionId,
        { kind: 'webhook_secret', secret },
        by,
      )
      deps.onNewSecret(connectionId)
      await note(organizationId, connectionId, endpoint.id, 'created', by)
      for (const { id } of here.filter((old) => old.id !== endpoint.id)) {
        await call(organizationId, connection, 'write', (access) => adapter.remove(id, access))
        await note(organizationId, connectionId, id, 'deleted', by)
      }
      return read(organizationId, connectionId)
    },

    /** Has one send exactly what is routed here, and send at all. @throws SynclineError as `read`; RECORD_NOT_FOUND */
    correct: (organizationId: string, input: WebhookEndpointInput, by: By) =>
      change(
        organizationId,
        input,
        'corrected',
        (adapter, { id }, access) => adapter.correct(id, access),
        by,
      ),

    disable: (organizationId: string, input: WebhookEndpointInput, by: By) =>
      change(organizationId, input, 'disabled', (adapter, { id }, access) => adapter.disable(id, access), by),

    remove: (organizationId: string, input: WebhookEndpointInput, by: By) =>
      change(organizationId, input, 'deleted', (adapter, { id }, access) => adapter.remove(id, access), by),
  }
}
