import type { Entity } from '@syncline/domain/connection'
import type { ErrorCode } from '@syncline/domain/error'
import type { RecordOf } from '@syncline/domain/record'
import type { Link, Plan, PlanContext, PlannedCall } from '../provider.ts'
import type { ObjectName } from './objects.ts'
import { objectId } from './wire.ts'

export type NoPlan = Extract<Plan, { ok: false }>
/** Absent members are left as they are; an empty text clears one. */
export type Members = { readonly ok: true; readonly members: Readonly<Record<string, unknown>> } | NoPlan

export const noCall = (code: ErrorCode, field: string, detail: string): NoPlan => ({
  ok: false,
  code,
  field,
  detail,
})

/** How records of one entity are written to QuickBooks. */
export interface Writing<Kind extends Entity> {
  readonly name: ObjectName
  membersOf(record: RecordOf<Kind>, context: PlanContext): Members
  /** How a record ends: a name is made inactive, a transaction taken off the books. */
  readonly ending: { readonly operation: 'delete' } | { readonly members: Readonly<Record<string, unknown>> }
}

/**
 * The call that brings QuickBooks' object to what the record says. Pure: members stand in one order, nothing is taken
 * from the clock. Changes are sparse, so that what the hub does not know of stays.
 */
export function planWrite<Kind extends Entity>(
  { name, membersOf, ending }: Writing<Kind>,
  record: RecordOf<Kind>,
  context: PlanContext,
): Plan {
  const { link } = context
  if (link && !objectId.safeParse(link.externalId).success)
    return noCall('MAPPING_FAILED', 'id', 'The linked id is not one that QuickBooks gives out.')
  if (!link && record.deleted)
    return noCall(
      'RECORD_NOT_FOUND',
      'id',
      'It was deleted at its source and was never written to QuickBooks.',
    )
  if (link && record.deleted)
    return 'operation' in ending
      ? { ok: true, call: endingOf(name, link, ending.operation) }
      : { ok: true, call: changeOf(name, link, ending.members, 'deleted') }
  if (isVoid(record)) return planVoid(name, link)
  const asked = membersOf(record, context)
  if (!asked.ok) return asked
  if (link) return { ok: true, call: changeOf(name, link, asked.members, 'updated') }
  const filled = Object.entries(asked.members).filter(([, value]) => !isBlank(value))
  return { ok: true, call: callOf(pathOf(name), Object.fromEntries(filled), 'created', null) }
}

const isVoid = (record: { entity: Entity; status?: string }) => record.status === 'void'

function planVoid(name: ObjectName, link: Link | null): Plan {
  return link
    ? { ok: true, call: endingOf(name, link, name === 'Bill' ? 'delete' : 'void') }
    : noCall('RECORD_NOT_FOUND', 'status', 'It was voided before it was ever written to QuickBooks.')
}

/** Nothing but empty texts, down to its last member. */
export function isBlank(value: unknown): boolean {
  if (value === '' || value === null || value === undefined) return true
  return typeof value === 'object' && !Array.isArray(value) && Object.values(value).every(isBlank)
}

const pathOf = (name: ObjectName) => `/${name.toLowerCase()}`

/** Without a known version the first: if that is stale, the refusal teaches the right one. */
const handleOf = ({ externalId, externalVersion }: Link) => ({
  Id: externalId,
  SyncToken: String(externalVersion ?? 0),
})

function changeOf(name: ObjectName, link: Link, members: object, effect: 'updated' | 'deleted'): PlannedCall {
  return callOf(pathOf(name), { ...handleOf(link), sparse: true, ...members }, effect, link.externalId)
}

function endingOf(name: ObjectName, link: Link, operation: 'delete' | 'void'): PlannedCall {
  const effect = operation === 'delete' ? 'deleted' : 'updated'
  return callOf(`${pathOf(name)}?operation=${operation}`, handleOf(link), effect, link.externalId)
}

// One company stands behind one connection, so no call names another.
const callOf = (
  path: string,
  body: object,
  effect: PlannedCall['effect'],
  externalId: string | null,
): PlannedCall => ({ method: 'POST', path, body: JSON.stringify(body), effect, externalId, accountId: null })
