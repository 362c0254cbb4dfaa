import { maxOrderLines, type OrderRecord } from '@syncline/domain/record'
import { z } from 'zod'
import { cutText, identifier, instant, optionalInstant, optionalText } from '../shape.ts'
import { objectReader } from './object.ts'
import { maxDescriptionLength, moneySchema, objectVersion, reference } from './wire.ts'

const statuses = {
  DRAFT: 'draft',
  OPEN: 'open',
  COMPLETED: 'completed',
  CANCELED: 'cancelled',
} as const satisfies Record<string, OrderRecord['status']>

const lineSchema = z.object({
  name: optionalText(512),
  variation_name: optionalText(400),
  note: optionalText(2_000),
  quantity: z.string().regex(/^\d{1,12}(\.\d{1,12})?$/),
  catalog_object_id: reference,
  total_money: moneySchema,
  total_tax_money: moneySchema.nullish(),
})

const orderSchema = z.object({
  id: identifier(255),
  location_id: reference,
  reference_id: optionalText(40),
  ticket_name: optionalText(60),
  customer_id: reference,
  state: z.enum(Object.keys(statuses) as (keyof typeof statuses)[]).nullish(),
  line_items: z.array(lineSchema).max(maxOrderLines).nullish(),
  total_money: moneySchema,
  total_tax_money: moneySchema.nullish(),
  total_discount_money: moneySchema.nullish(),
  total_tip_money: moneySchema.nullish(),
  /** Others may keep there what they like. */
  metadata: z
    .object({ syncline_ref: z.string().min(1).max(255).nullish().catch(null) })
    .nullish()
    .catch(null),
  version: objectVersion.nullish(),
  created_at: instant,
  updated_at: optionalInstant,
  closed_at: optionalInstant,
})
type Order = z.output<typeof orderSchema>
type Line = z.output<typeof lineSchema>

function toRecord(order: Order): OrderRecord {
  const nothing = { amount: 0, currency: order.total_money.currency }
  return {
    entity: 'order',
    sourceId: order.id,
    deleted: false,
    number: order.reference_id ?? order.ticket_name,
    status: statuses[order.state ?? 'OPEN'],
    customerId: order.customer_id,
    locationId: order.location_id,
    lines: (order.line_items ?? []).map((line) => ({
      description: cutText(descriptionOf(line), maxDescriptionLength),
      quantity: line.quantity,
      amount: withoutTax(line),
      itemId: line.catalog_object_id,
    })),
    discount: order.total_discount_money ?? nothing,
    tax: order.total_tax_money ?? nothing,
    tip: order.total_tip_money ?? nothing,
    total: order.total_money,
    placedAt: order.created_at,
    closedAt: order.closed_at,
  }
}

function descriptionOf({ name, variation_name: variation, note }: Line): string | null {
  return name !== null && variation !== null ? `${name} (${variation})` : (name ?? note)
}

/** A line's total is after its discounts and with its taxes, which the record tells apart. */
function withoutTax({ total_money: total, total_tax_money: tax }: Line) {
  return { ...total, amount: Math.max(0, total.amount - (tax?.amount ?? 0)) }
}

export const readOrder = objectReader(orderSchema, (order) => ({
  record: toRecord(order),
  version: order.version ?? null,
  changedAt: order.updated_at ?? order.created_at,
  externalRef: order.metadata?.syncline_ref ?? null,
  place: order.location_id,
}))
