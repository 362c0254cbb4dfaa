import type { Entity } from '@syncline/domain/connection'
import type { RecordOf, SubscriptionRecord } from '@syncline/domain/record'
import type { Link, Plan, PlanContext, PlannedCall } from '../provider.ts'
import { type Kind, type Members, noCall, type ObjectKind } from './kind.ts'
import { subscriptionKind } from './subscription.ts'
import { objectId } from './wire.ts'

/**
 * The call that brings FlashERP's object to what the record says. Pure: members stand in one order, nothing is taken
 * from the clock. Null clears a field.
 */
export function planWrite<Name extends Entity>(
  kind: Kind<Name>,
  record: RecordOf<Name>,
  context: PlanContext,
): Plan {
  const { link } = context
  const strange = strangeLink(link)
  if (strange) return strange
  const asked = kind.membersOf(record, context)
  if (record.deleted) return planDeletion(kind, link, asked)
  if (!asked.ok) return asked
  if (!link) return { ok: true, call: call('POST', `/${kind.plural}`, asked.members, 'created', null) }
  return { ok: true, call: changeOf(kind, link, asked.members, 'updated') }
}

/**
 * A subscription that ended is written like any change: what it held at its end may not have been told before. One
 * that is only gone tells no more than that, and has a call of its own, which may be repeated and asks for no version.
 */
export function planSubscription(record: SubscriptionRecord, context: PlanContext): Plan {
  const { link } = context
  if (!link || !record.deleted) return planWrite(subscriptionKind, record, context)
  const strange = strangeLink(link)
  if (strange) return strange
  const members = record.cancelledAt === null ? {} : { cancelled_at: record.cancelledAt }
  const path = `/subscriptions/${link.externalId}${cancelSuffix}`
  return { ok: true, call: call('POST', path, members, 'deleted', link.externalId) }
}

export const cancelSuffix = '/cancel'

function strangeLink(link: Link | null): Plan | null {
  return link && !objectId.safeParse(link.externalId).success
    ? noCall('MAPPING_FAILED', 'id', 'The linked id is not one that FlashERP gives out.')
    : null
}

/**
 * FlashERP deletes nothing, so that books stay whole: the object says that it has ended. What others refer to is written
 * even when it ended before it came, as far as its record still tells who it was: its payments come later.
 */
function planDeletion(kind: ObjectKind, link: Link | null, asked: Members): Plan {
  if (link) return { ok: true, call: changeOf(kind, link, kind.ending, 'deleted') }
  if (kind.referredTo && asked.ok)
    return {
      ok: true,
      call: call('POST', `/${kind.plural}`, { ...asked.members, ...kind.ending }, 'created', null),
    }
  return noCall('RECORD_NOT_FOUND', 'id', 'It was deleted at its source and was never written to FlashERP.')
}

function changeOf(
  kind: ObjectKind,
  { externalId, externalVersion }: Link,
  members: object,
  effect: 'updated' | 'deleted',
): PlannedCall {
  const body = externalVersion === null ? members : { ...members, version: externalVersion }
  return call('PUT', `/${kind.plural}/${externalId}`, body, effect, externalId)
}

function call(
  method: 'POST' | 'PUT',
  path: string,
  body: object,
  effect: PlannedCall['effect'],
  externalId: string | null,
): PlannedCall {
  // One account stands behind one key, so no call names another.
  return { method, path, body: JSON.stringify(body), effect, externalId, accountId: null }
}
