import { defaultRetryWaitsMs } from '../sync/retry.ts'
import { definitionOf } from './catalogue.ts'
import type { RecordedEvent } from './envelope.ts'

type Upcaster = (data: unknown) => unknown

const same: Upcaster = (data) => data
const withoutVersion: Upcaster = (data) => ({ ...(data as object), externalVersion: null })
const withoutAmount: Upcaster = (data) => ({ ...(data as object), amount: null })

/** `upcasters[type][n]` turns data of schema version n into version n + 1. Old samples in the tests still fold. */
const upcasters: Readonly<Record<string, Readonly<Record<number, Upcaster>>>> = {
  // The kinds grew; what was written stands.
  FlowEnabled: { 1: same, 2: same },
  WebhookIgnored: { 1: same, 2: same },
  BulkRequested: { 1: same, 2: same },
  BulkReplayRequested: { 1: same },
  CredentialRotated: { 1: same },
  ConnectionChoicesSet: { 1: same },
  ConnectionScopeSet: { 1: same },
  WebhookReceived: { 1: (data) => ({ ...(data as object), accountId: null, headers: {} }) },
  SyncSuperseded: { 1: (data) => ({ ...(data as object), reason: 'newer_written' }) },
  SyncRequested: {
    1: (data) => {
      const { source, maxRetries, ...rest } = data as {
        source: { version: string } & Record<string, unknown>
        maxRetries: number
      }
      const { version, ...object } = source
      return {
        ...rest,
        source: { ...object, accountId: null, externalRef: null },
        sourceVersion: version,
        objectVersion: null,
        payloadKind: 'webhook',
        requestedFor: null,
        retryWaitsMs: Array.from({ length: maxRetries }, (_, n) => defaultRetryWaitsMs[n] ?? 32_000),
      }
    },
    2: same,
    3: withoutAmount,
  },
  LimitPolicySet: { 1: (data) => ({ ...(data as object), atOnce: null }) },
  SyncCoalesced: { 1: withoutAmount },
  SourceRead: { 1: withoutAmount },
  SyncSucceeded: { 1: withoutVersion },
  EffectLookedUp: { 1: withoutVersion },
  SyncFailed: { 1: (data) => ({ ...(data as object), repeatable: true }) },
}

/** A consumer met an event that this version of Syncline does not know: it must stop and alarm, never skip. */
class UnknownEventVersionError extends Error {
  readonly code = 'UNKNOWN_EVENT_VERSION'
  constructor(event: Pick<RecordedEvent, 'type' | 'schemaVersion' | 'position'>) {
    super(
      `Event ${event.type} version ${event.schemaVersion} at position ${event.position} is newer than this build. Update this worker.`,
    )
    this.name = 'UnknownEventVersionError'
  }
}

/**
 * Brings a recorded event to the shape of today.
 * @throws UnknownEventVersionError when the type is unknown or its version is newer than ours
 */
export function upcast(
  event: RecordedEvent,
  chain: Readonly<Record<string, Readonly<Record<number, Upcaster>>>> = upcasters,
): RecordedEvent {
  const definition = definitionOf(event.type)
  if (!definition || event.schemaVersion > definition.version) throw new UnknownEventVersionError(event)
  let { data } = event
  for (let version = event.schemaVersion; version < definition.version; version++) {
    const step = chain[event.type]?.[version]
    if (!step) throw new UnknownEventVersionError(event)
    data = step(data)
  }
  return { ...event, data, schemaVersion: definition.version }
}
