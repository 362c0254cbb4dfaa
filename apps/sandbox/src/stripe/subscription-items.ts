import { freshId } from '../identifiers.ts'
import { catalogued, type Interval, type PriceTerms } from './catalogue.ts'
import type { FormHash, FormValue } from './form.ts'
import {
  choiceParser,
  integerParser,
  missing,
  no,
  ok,
  type Parsed,
  parseAmount,
  parseCurrency,
  parseFlag,
  readParameters,
  textParser,
} from './parameters.ts'

export type ItemWishes = {
  id: string | null
  deleted: boolean
  terms: PriceTerms | null
  quantity: number | null
}

const maxItems = 20

/** `items[0][price]=…&items[0][quantity]=…`; `price_data` describes a price that is in no catalogue. */
export function parseItems(value: FormValue | undefined): Parsed<ItemWishes[]> {
  if (!Array.isArray(value) || value.length === 0) return missing('items')
  if (value.length > maxItems) return no('items', `A subscription has at most ${maxItems} items.`)
  const items: ItemWishes[] = []
  for (const [index, item] of value.entries()) {
    const prefix = `items[${index}]`
    if (typeof item === 'string' || Array.isArray(item)) return no(prefix, 'Invalid hash.')
    const parsed = parseItem(item, prefix)
    if (!parsed.ok) return parsed
    items.push(parsed.value)
  }
  return ok(items)
}

type GivenItem = { id: string | null; price: string | null; quantity: number; deleted: boolean }

function parseItem({ price_data: priceData, ...item }: FormHash, prefix: string): Parsed<ItemWishes> {
  const parsed = readParameters<GivenItem>(
    item,
    {
      id: textParser(255),
      price: textParser(255),
      quantity: integerParser(0, 1_000_000),
      deleted: parseFlag,
    },
    { prefix, ignored: ['metadata'] },
  )
  if (!parsed.ok) return parsed
  const { id = null, price = null, quantity = null, deleted = false } = parsed.value
  if (priceData !== undefined) {
    const terms = parsePriceData(priceData, `${prefix}[price_data]`)
    return terms.ok ? ok({ id, deleted, quantity, terms: terms.value }) : terms
  }
  const terms = price === null ? null : catalogued(price)
  if (price !== null && !terms)
    return no(`${prefix}[price]`, `No such price: '${price.slice(0, 255)}'`, 'resource_missing')
  if (!terms && id === null) return missing(`${prefix}[price]`)
  return ok({ id, deleted, terms, quantity })
}

function parsePriceData(value: FormValue, prefix: string): Parsed<PriceTerms> {
  if (typeof value === 'string' || Array.isArray(value)) return no(prefix, 'Invalid hash.')
  const { recurring, ...others } = value
  const parsed = readParameters<{ currency: string; product: string | null; unit_amount: number }>(
    others,
    { currency: parseCurrency, product: textParser(255), unit_amount: parseAmount },
    { prefix },
  )
  if (!parsed.ok) return parsed
  if (typeof recurring !== 'object' || Array.isArray(recurring)) return missing(`${prefix}[recurring]`)
  const rhythm = readParameters<{ interval: Interval; interval_count: number }>(
    recurring,
    { interval: choiceParser(['day', 'week', 'month', 'year']), interval_count: integerParser(1, 1000) },
    { prefix: `${prefix}[recurring]` },
  )
  if (!rhythm.ok) return rhythm
  const { currency, product, unit_amount: unitAmount } = parsed.value
  const { interval, interval_count: intervalCount = 1 } = rhythm.value
  if (currency === undefined) return missing(`${prefix}[currency]`)
  if (!product) return missing(`${prefix}[product]`)
  if (unitAmount === undefined) return missing(`${prefix}[unit_amount]`)
  if (interval === undefined) return missing(`${prefix}[recurring][interval]`)
  const id = freshId('price_1', 23)
  return ok({ id, product, nickname: null, currency, unitAmount, interval, intervalCount })
}
