import type { OrderRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { holdsMembers } from '../json.ts'
import { keptReference, type Link, type Plan, type PlanContext, type PlannedCall } from '../provider.ts'
import { cutText } from '../shape.ts'
import { membersOf } from './call.ts'
import { neverWritten, noCall, strangeId } from './no-call.ts'
import type { PushKind } from './push-kind.ts'
import { objectId, objectVersion } from './wire.ts'

const maxNumberLength = 40
const maxLineNameLength = 512

/**
 * The call that brings Square's order to what the record says. Its lines travel once: an order that stands in Square is
 * sold there and closed there, and after that only who it is for and whether it was cancelled still change.
 */
export function planOrder(record: OrderRecord, context: PlanContext): Plan {
  const { link } = context
  if (link && !objectId.safeParse(link.externalId).success) return strangeId
  const ends = record.deleted || record.status === 'cancelled'
  if (!link && ends) return neverWritten
  const { number, customerId } = record
  const locationId = record.locationId ?? context.choices?.location?.id ?? null
  if (locationId === null || !objectId.safeParse(locationId).success)
    return noCall(
      'REQUIRED_FIELD_MISSING',
      'locationId',
      'Square needs one of its own locations: choose one on the connection’s page, or map it.',
    )
  if ((number?.length ?? 0) > maxNumberLength)
    return noCall('MAPPING_FAILED', 'number', `Longer than the ${maxNumberLength} characters Square takes.`)
  const buyer = customerId === null ? null : { entity: 'customer' as const, sourceId: customerId }
  const buyerId = buyer && context.externalIdOf(buyer)
  if (buyer && buyerId === null)
    return {
      ...noCall('DEPENDENCY_MISSING', 'customerId', 'The customer has to be written to Square first.'),
      missing: buyer,
    }
  const head = {
    location_id: locationId,
    ...(number ? { reference_id: number } : {}),
    ...(buyerId === null ? {} : { customer_id: buyerId }),
  }
  if (link) return { ok: true, call: change(link, head, ends, record.deleted) }
  const body = {
    order: {
      ...head,
      state: record.status === 'draft' ? 'DRAFT' : 'OPEN',
      line_items: record.lines.map(lineOf),
      service_charges: chargesOf(record),
      metadata: { syncline_ref: keptReference(record, context) ?? record.sourceId },
    },
  }
  return { ok: true, call: call('POST', '/v2/orders', body, 'created', null) }
}

function change({ externalId, externalVersion }: Link, head: object, ends: boolean, deleted: boolean) {
  const order = {
    ...head,
    ...(ends ? { state: 'CANCELED' } : {}),
    ...(externalVersion === null ? {} : { version: externalVersion }),
  }
  // Square deletes no order: it says that it was cancelled.
  return call('PUT', `/v2/orders/${externalId}`, { order }, deleted ? 'deleted' : 'updated', externalId)
}

function call(
  method: 'POST' | 'PUT',
  path: string,
  members: object,
  effect: PlannedCall['effect'],
  externalId: string | null,
): PlannedCall {
  return { method, path, body: JSON.stringify(members), effect, externalId, accountId: null }
}

/** By the piece where the line's amount can be shared out; else as one, with its quantity in its name. */
function lineOf({ description, quantity, amount }: OrderRecord['lines'][number]) {
  const name = description ?? 'Item'
  const pieces = Number(quantity)
  const whole = Number.isSafeInteger(pieces) && pieces > 0 && amount.amount % pieces === 0
  return {
    name: cutText(whole ? name : `${quantity} × ${name}`, maxLineNameLength),
    quantity: whole ? String(pieces) : '1',
    base_price_money: { ...amount, amount: whole ? amount.amount / pieces : amount.amount },
  }
}

/** Square reckons taxes by the hundred and takes tips with payments: as charges both keep their amount. */
function chargesOf({ tax, tip }: OrderRecord) {
  return [
    { name: 'Tax', amount_money: tax },
    { name: 'Tip', amount_money: tip },
  ]
    .filter(({ amount_money }) => amount_money.amount > 0)
    .map((charge) => ({ ...charge, calculation_phase: 'TOTAL_PHASE' }))
}

const writtenSchema = z.object({
  order: z.looseObject({
    id: objectId,
    version: objectVersion.nullish(),
    metadata: z.looseObject({ syncline_ref: z.string().nullish() }).nullish(),
  }),
})
const foundSchema = z.object({
  orders: z.array(z.unknown()).max(1_000).default([]),
  cursor: z.string().nullish(),
})

type Written = z.output<typeof writtenSchema>['order']
const linkOf = ({ id, version }: Written): Link => ({ externalId: id, externalVersion: version ?? null })
const sentOrder = (sent: PlannedCall) => (membersOf(sent).order ?? {}) as Record<string, unknown>
const referenceOf = (sent: PlannedCall) =>
  (sentOrder(sent).metadata as { syncline_ref?: string } | undefined)?.syncline_ref

/** Known by the reference a creation wrote, and by the members a change sent. */
export const orderWrites: PushKind = {
  written(sent, answer) {
    const order = writtenSchema.safeParse(answer).data?.order
    if (!order) return null
    const isOurs =
      sent.externalId === null
        ? order.metadata?.syncline_ref === referenceOf(sent)
        : order.id === sent.externalId
    return isOurs ? linkOf(order) : null
  },

  current(answer) {
    const read = writtenSchema.safeParse(answer)
    return read.success ? linkOf(read.data.order) : null
  },

  question(sent) {
    const { externalId: orderId } = sent
    if (orderId === null) return byReference(sent)
    return {
      method: 'GET',
      path: sent.path,
      put: (square) => square.orders.get({ orderId }),
      linkIn(answer) {
        if (answer === null) return null
        const read = writtenSchema.safeParse(answer)
        if (!read.success) return undefined
        const { version: _expected, ...members } = sentOrder(sent)
        return holdsMembers(read.data.order, members) ? linkOf(read.data.order) : null
      },
    }
  },
}

/** Square finds no order by its reference: the newest of the location are looked through, as many as one answer holds. */
function byReference(sent: PlannedCall): ReturnType<PushKind['question']> {
  const reference = referenceOf(sent)
  return {
    method: 'POST',
    path: '/v2/orders/search',
    put: (square) =>
      square.orders.search({
        locationIds: [String(sentOrder(sent).location_id)],
        limit: 1_000,
        query: { sort: { sortField: 'CREATED_AT', sortOrder: 'DESC' } },
      }),
    linkIn(answer) {
      const found = foundSchema.safeParse(answer)
      if (!found.success) return undefined
      for (const order of found.data.orders) {
        const read = writtenSchema.safeParse({ order })
        if (read.data?.order.metadata?.syncline_ref === reference && read.data) return linkOf(read.data.order)
      }
      // Among those that were not shown it may be.
      return found.data.cursor ? undefined : null
    },
  }
}
