import type { z } from 'zod'
import { bulkEvents } from '../bulk/events.ts'
import { connectionEvents } from '../connection/events.ts'
import { flowEvents } from '../connection/flow.ts'
import { organizationEvents } from '../connection/organization.ts'
import { mappingEvents } from '../mapping/events.ts'
import { privacyEvents } from '../privacy/events.ts'
import { rechargeEvents } from '../recharge/events.ts'
import { discrepancyEvents, reconciliationEvents } from '../reconciliation/events.ts'
import { refundEvents } from '../refund/events.ts'
import { runEvents } from '../run/events.ts'
import { subjectEvents } from '../subject/events.ts'
import { syncEvents } from '../sync/events.ts'
import { webhookEvents } from '../webhook/events.ts'
import type { EventDefinition } from './define.ts'
import type { NewEvent } from './envelope.ts'

/** Every event there is. What is not here can't be appended. */
export const catalogue = {
  ...organizationEvents,
  ...privacyEvents,
  ...connectionEvents,
  ...flowEvents,
  ...mappingEvents,
  ...webhookEvents,
  ...syncEvents,
  ...refundEvents,
  ...bulkEvents,
  ...subjectEvents,
  ...reconciliationEvents,
  ...discrepancyEvents,
  ...runEvents,
  ...rechargeEvents,
} as const

export type EventType = keyof typeof catalogue
export type EventData<Type extends EventType> = z.output<(typeof catalogue)[Type]['schema']>

/** Raised when an event is not in the catalogue or does not fit its schema. Names the path, never the value. */
export class InvalidEventError extends Error {
  readonly code = 'INVALID_EVENT'
  readonly type: string
  readonly paths: readonly string[]
  constructor(type: string, paths: readonly string[]) {
    super(
      paths.length === 0
        ? `No event type ${type} in the catalogue`
        : `Event ${type} does not fit its schema at ${paths.join(', ')}`,
    )
    this.name = 'InvalidEventError'
    this.type = type
    this.paths = paths
  }
}

export function definitionOf(type: string): EventDefinition | undefined {
  return Object.hasOwn(catalogue, type) ? (catalogue[type as EventType] as EventDefinition) : undefined
}

/**
 * Checks one event before it is appended.
 * @returns the event with its parsed data and the schema version it is written under
 * @throws InvalidEventError
 */
export function checkEvent(
  event: NewEvent,
  stream: string,
): { type: string; data: unknown; schemaVersion: number } {
  const definition = definitionOf(event.type)
  if (!definition) throw new InvalidEventError(event.type, [])
  if (!stream.startsWith(`${definition.stream}-`)) throw new InvalidEventError(event.type, ['stream'])
  const parsed = definition.schema.safeParse(event.data)
  if (!parsed.success)
    throw new InvalidEventError(
      event.type,
      parsed.error.issues.map((issue) => `data.${issue.path.map(String).join('.')}`),
    )
  return { type: event.type, data: parsed.data, schemaVersion: definition.version }
}
