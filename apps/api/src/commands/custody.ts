import { purgeCachedReads } from '@syncline/db/cached-reads'
import {
  type CredentialKind,
  destroyCredentials,
  noteValidation,
  openCredentials,
  retireCredential,
  storeCredential,
  type Vault,
} from '@syncline/db/custody'
import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import {
  type Connection,
  type ConnectionCommand,
  type ConnectionEvent,
  decideConnection,
  evolveConnection,
  initialConnection,
  type ProviderName,
} from '@syncline/domain/connection'
import { type ErrorCode, errorTable, SynclineError } from '@syncline/domain/error'
import { type Actor, type EventData, streamName } from '@syncline/domain/event'
import type { ConnectInput, ConnectionTest, ConnectionTestInput } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { goesWithCalls } from '../jobs/targets.ts'
import { enterPatiently } from '../protection/call.ts'
import type { Entry, Protection } from '../protection/gate.ts'
import { isRequired } from '../reads/provider-form.ts'
import { createEnableFlow } from './enable-flow.ts'
import { addressInSecrets, type ProviderAddresses, providerAddress } from './provider-address.ts'
import { createCommandRunner } from './runner.ts'

export interface CustodyDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  readonly vault: Vault
  readonly protection: Pick<Protection, 'enterPastBreaker' | 'enterWithKey'>
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
  /** Of an installation that shows made-up data. */
  readonly sandboxUrl: string | null
  readonly addresses?: ProviderAddresses
  /** Providers that this installation has switched off. */
  readonly off?: ReadonlySet<ProviderName>
  /** Asked for each address before a socket goes to it. */
  readonly allowsAddress: (address: string) => boolean
  readonly now?: () => Date
}

export interface By {
  readonly actor: Actor
  readonly correlationId: string
}

const testTimeoutMs = 20_000
const testPatienceMs = 10_000
const callKinds = (kind: CredentialKind) => kind !== 'webhook_secret'

type Secrets = ConnectInput['secrets']

/** A certain no, as opposed to no answer. */
const isRefused = ({ code }: ConnectionTest) =>
  code !== null && errorTable[code as ErrorCode].category === 'authentication'

/** What admins do with connections and what they hold in custody. Secrets come in here and never go out again. */
export function createCustodyCommands(deps: CustodyDeps) {
  const { pool, vault, sandboxUrl, addresses, allowsAddress, now = () => new Date() } = deps
  const connections = createCommandRunner<Connection, ConnectionCommand, ConnectionEvent>(
    { initial: initialConnection, evolve: evolveConnection, decide: decideConnection },
    deps,
  )

  async function run(organizationId: string, connectionId: string, command: ConnectionCommand, by: By) {
    const { position } = await connections.run({
      organizationId,
      stream: streamName('connection', connectionId),
      command,
      context: { now: now(), ...by },
    })
    return { position }
  }

  const within = <Result>(organizationId: string, work: (tx: pg.ClientBase) => Promise<Result>) =>
    withOrganization(pool, organizationId, work)

  /** @throws SynclineError RECORD_NOT_FOUND */
  async function demand(organizationId: string, connectionId: string) {
    const found = await within(organizationId, (tx) => findConnection(tx, organizationId, connectionId))
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    return found
  }

  /** Into custody first, then into the log: what is told there is there. */
  async function keep(organizationId: string, connectionId: string, secrets: Secrets, by: By) {
    const rotations = await within(organizationId, async (tx) => {
      const stored: EventData<'CredentialRotated'>[] = []
      for (const [kind, secret] of Object.entries(secrets) as [CredentialKind, string][]) {
        const { version, lastFour } = await storeCredential(tx, vault, {
          organizationId,
          connectionId,
          kind,
          secret,
        })
        stored.push({ kind, credentialVersion: version, lastFour })
      }
      return stored
    })
    return run(organizationId, connectionId, { type: 'noteRotation', rotations }, by)
  }

  /** @throws SynclineError INVALID_INPUT for an address that is none of the provider's, or a key that names none */
  const addressOf = (provider: Provider, given: string | null, secrets: Secrets): string => {
    const named = given ?? addressInSecrets(provider, secrets, sandboxUrl, addresses)
    return providerAddress(provider.manifest, named, sandboxUrl, addresses)
  }

  async function ask(
    { provider, baseUrl, secrets }: { provider: ProviderName; baseUrl: string | null; secrets: Secrets },
    enter: () => Promise<Entry>,
  ): Promise<ConnectionTest> {
    if (deps.off?.has(provider)) throw new SynclineError('STATE_CONFLICT', { reason: 'is_off' })
    const adapter = await deps.loadProvider(provider)
    const { probe } = adapter
    const address = addressOf(adapter, baseUrl, secrets)
    const entry = await enterPatiently(enter, testPatienceMs)
    if (!entry.ok) throw new SynclineError(entry.code, { retryAfterMs: entry.waitMs })
    const signal = AbortSignal.timeout(testTimeoutMs)
    const result = await probe({ baseUrl: address, allowsAddress, secrets, now, signal }).finally(
      entry.release,
    )
    return result.ok
      ? { ok: true, code: null, detail: null, tookMs: Math.round(result.tookMs) }
      : { ok: false, code: result.code, detail: result.detail, tookMs: Math.round(result.tookMs) }
  }

  /** Null where nothing is asked: while it is off, while the account gets no call, and of a secret that proves nothing without others. */
  async function prove(
    organizationId: string,
    { provider, baseUrl, disabled }: Awaited<ReturnType<typeof demand>>,
    { credentials }: Provider['manifest'],
    kind: CredentialKind,
    secret: string,
  ): Promise<ConnectionTest | null> {
    const [only, ...others] = credentials.filter((field) => goesWithCalls(field.kind))
    if (disabled || deps.off?.has(provider) || only?.kind !== kind || others.length > 0) return null
    const secrets: Secrets = { [kind]: secret }
    return ask({ provider, baseUrl, secrets }, () =>
      deps.protection.enterWithKey(organizationId, provider, secrets.api_key),
    ).catch((error: unknown) => {
      if (error instanceof SynclineError && error.code === 'RATE_LIMIT_EXCEEDED') return null
      throw error
    })
  }

  async function testStored(organizationId: string, connectionId: string, by: By): Promise<ConnectionTest> {
    const { provider, baseUrl, disabled } = await demand(organizationId, connectionId)
    if (disabled) throw new SynclineError('STATE_CONFLICT', { reason: 'is_off' })
    const opened = await within(organizationId, (tx) =>
      openCredentials(tx, vault, organizationId, connectionId),
    )
    const secrets: Secrets = {}
    // Newest first: the first of a kind is the live one.
    for (const { kind, secret } of opened) secrets[kind] ??= secret
    const live = opened.filter(({ kind, secret }) => goesWithCalls(kind) && secrets[kind] === secret)
    vault.uses.count(organizationId, connectionId, live)
    const test = await ask({ provider, baseUrl, secrets }, () =>
      deps.protection.enterPastBreaker(organizationId, connectionId, 'read'),
    )
    const kinds = [...new Set(opened.map(({ kind }) => kind))].filter(callKinds)
    await within(organizationId, (tx) =>
      noteValidation(tx, organizationId, connectionId, kinds, test.code ?? 'ok'),
    )
    const noted = { code: test.code, tookMs: test.tookMs } as EventData<'ConnectionTested'>
    await run(organizationId, connectionId, { type: 'noteTest', test: noted }, by)
    return test
  }

  return {
    /** @throws SynclineError INVALID_INPUT for an address or a credential that does not do, STATE_CONFLICT for an id in use */
    async connect(organizationId: string, input: ConnectInput, by: By): Promise<{ position: number }> {
      const { connectionId, provider, name, venue, secrets } = input
      const adapter = await deps.loadProvider(provider)
      const { manifest } = adapter
      const baseUrl = addressOf(adapter, input.baseUrl, secrets)
      const known = manifest.credentials.map(({ kind }) => kind)
      const missing = known.find((kind) => isRequired(kind) && secrets[kind] === undefined)
      const unknown = Object.keys(secrets).find((kind) => !known.includes(kind as CredentialKind))
      if (missing ?? unknown)
        throw new SynclineError('INVALID_INPUT', {
          field: `secrets.${missing ?? unknown}`,
          reason: missing ? 'is needed' : 'is none of this provider',
        })
      const accountId = input.accountId ?? connectionId
      const data = { provider, name, venue, accountId, baseUrl }
      const { position } = await run(organizationId, connectionId, { type: 'connect', data }, by)
      if (Object.keys(secrets).length === 0) return { position }
      return keep(organizationId, connectionId, secrets, by)
    },
    /** Asks the provider; what is stored is marked with what it said. */
    async test(organizationId: string, input: ConnectionTestInput, by: By): Promise<ConnectionTest> {
      return input.kind === 'draft'
        ? ask(input, () =>
            deps.protection.enterWithKey(organizationId, input.provider, input.secrets.api_key),
          )
        : testStored(organizationId, input.connectionId, by)
    },
    /**
     * Asks the provider first: one that it does not accept takes no other's place.
     * @throws SynclineError INVALID_INPUT naming the field
     */
    async rotateCredential(
      organizationId: string,
      connectionId: string,
      { kind, secret }: { kind: CredentialKind; secret: string },
      by: By,
    ): Promise<{ position: number }> {
      const connection = await demand(organizationId, connectionId)
      const { manifest } = await deps.loadProvider(connection.provider)
      if (!manifest.credentials.some((field) => field.kind === kind))
        throw new SynclineError('INVALID_INPUT', { field: 'kind', reason: 'is none of this provider' })
      const proof = await prove(organizationId, connection, manifest, kind, secret)
      if (proof && isRefused(proof))
        throw new SynclineError('INVALID_INPUT', { field: 'secret', reason: 'refused', detail: proof.detail })
      const kept = await keep(organizationId, connectionId, { [kind]: secret }, by)
      if (proof)
        await within(organizationId, (tx) =>
          noteValidation(tx, organizationId, connectionId, [kind], proof.code ?? 'ok'),
        )
      return kept
    },
    /** @throws SynclineError STATE_CONFLICT for the only live one: rotate it first */
    async retireCredential(
      organizationId: string,
      connectionId: string,
      { kind, version }: { kind: CredentialKind; version: number },
      by: By,
    ): Promise<{ position: number }> {
      await demand(organizationId, connectionId)
      await within(organizationId, async (tx) => {
        const { rows } = await tx.query<{ version: number }>(
          `select version from custody.credential where organization_id = $1 and connection_id = $2 and kind = $3
             and retired_at is null for update`,
          [organizationId, connectionId, kind],
        )
        if (!rows.some((row) => row.version === version)) throw new SynclineError('RECORD_NOT_FOUND')
        if (rows.length === 1) throw new SynclineError('STATE_CONFLICT', { reason: 'last_live' })
        await retireCredential(tx, { organizationId, connectionId, kind, version })
      })
      const retired = { kind, credentialVersion: version }
      return run(organizationId, connectionId, { type: 'noteRetirement', retired }, by)
    },
    disable: (organizationId: string, connectionId: string, { reason }: { reason: string }, by: By) =>
      run(organizationId, connectionId, { type: 'disable', reason }, by),
    enable: (organizationId: string, connectionId: string, by: By) =>
      run(organizationId, connectionId, { type: 'enable' }, by),
    /** The credentials go first: what the log says is gone is gone. */
    async delete(organizationId: string, connectionId: string, { reason }: { reason: string }, by: By) {
      await demand(organizationId, connectionId)
      const credentialsDestroyed = await within(organizationId, async (tx) => {
        await purgeCachedReads(tx, organizationId, connectionId)
        return destroyCredentials(tx, organizationId, connectionId)
      })
      return run(organizationId, connectionId, { type: 'delete', reason, credentialsDestroyed }, by)
    },
    enableFlow: createEnableFlow(deps),
  }
}
