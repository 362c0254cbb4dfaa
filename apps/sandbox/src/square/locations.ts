import type { ProviderContext } from '../context.ts'
import { freshId } from '../identifiers.ts'
import { jsonAnswer, type Result } from '../provider.ts'
import { notFound } from './errors.ts'
import { type SquareObject, squareObjects } from './state.ts'

export type SquareLocation = SquareObject & { name: string; currency: string }

const locationsOf = (ctx: ProviderContext, account: string) =>
  squareObjects<SquareLocation>(ctx.store, account, 'locations')

/** A place of business of a merchant; the first is the main one. */
export function openLocation(ctx: ProviderContext, account: string, name: string): void {
  const at = new Date(ctx.now()).toISOString()
  const id = freshId('L', 12).toUpperCase()
  locationsOf(ctx, account).put(id, {
    id,
    version: 0,
    name,
    currency: 'USD',
    created_at: at,
    updated_at: at,
  })
}

export function locationOf(ctx: ProviderContext, account: string, id: string): SquareLocation | undefined {
  return locationsOf(ctx, account).get(id)
}

export function listLocations(ctx: ProviderContext, account: string): Result {
  const locations = [...locationsOf(ctx, account).oldestFirst()].map((one) => shown(one, account))
  return { executed: true, answer: jsonAnswer(200, { locations }) }
}

export function getLocation(ctx: ProviderContext, account: string, id: string): Result {
  const known = locationOf(ctx, account, id)
  return known
    ? { executed: true, answer: jsonAnswer(200, { location: shown(known, account) }) }
    : { executed: false, answer: notFound('There is no such location.') }
}

const shown = ({ id, name, currency, created_at }: SquareLocation, account: string) => ({
  id,
  name,
  address: { address_line_1: '14 Marina', locality: 'Lagos', country: 'NG' },
  timezone: 'Africa/Lagos',
  capabilities: ['CREDIT_CARD_PROCESSING'],
  status: 'ACTIVE',
  created_at,
  merchant_id: account,
  country: 'NG',
  language_code: 'en-US',
  currency,
  type: 'PHYSICAL',
})
