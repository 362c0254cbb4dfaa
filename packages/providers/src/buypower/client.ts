import { z } from 'zod'
import type { Access, Manifest } from '../provider.ts'
import type { Balance, Discos, Meter, Tariff, Vended, VendType } from './answers.ts'
import { ask, type Question, type Told, unsent } from './ask.ts'
import { toNaira } from './naira.ts'
import { unknown } from './verdict.ts'

const orderId = z.string().regex(/^[A-Za-z0-9_-]{1,100}$/)
const disco = z.string().regex(/^[A-Za-z0-9_-]{1,60}$/)
const meter = z.string().regex(/^\d{6,20}$/)
const vendType = z.enum(['PREPAID', 'POSTPAID'])

const meterQuerySchema = z.object({ meter, disco, vendType })
export interface MeterQuery {
  /** Digits. */
  readonly meter: string
  /** BuyPower's code of the company, such as `IKEJA`. */
  readonly disco: string
  readonly vendType: VendType
}

const orderSchema = meterQuerySchema.extend({
  orderId,
  amountKobo: z.int().min(1).max(100_000_000_000),
  phone: z.string().regex(/^\+?\d{7,15}$/),
  name: z.string().min(1).max(500).nullable(),
  email: z.string().min(3).max(512).nullable(),
})
export interface VendOrder extends MeterQuery {
  /** Ours, and the key: BuyPower sells once under it, so it must be known here before the call goes out. */
  readonly orderId: string
  readonly amountKobo: number
  readonly phone: string
  readonly name: string | null
  readonly email: string | null
}

const tariffQuerySchema = z.object({ vertical: z.enum(['TV', 'DATA', 'VTU']), provider: disco })
export type TariffQuery = z.output<typeof tariffQuerySchema>

export interface ServiceStatus {
  readonly isUp: boolean
  /** Companies that can't be sold for now. */
  readonly down: readonly string[]
}

/** Every result is a value. Money is whole kobo. */
export interface BuyPowerClient {
  checkMeter(query: MeterQuery, access: Access): Promise<Told<Meter>>
  /**
   * Sells once under the order id. `unknown` may have sold: {@link requery} that order id, after the wait it names, and
   * vend again only when that says `failed` with `not_executed`, under the same order id.
   */
  vend(order: VendOrder, access: Access): Promise<Told<Vended>>
  /** What became of a vend; `failed` with `not_executed`: BuyPower has not begun it. */
  requery(orderId: string, access: Access): Promise<Told<Vended>>
  balance(access: Access): Promise<Told<Balance>>
  /** Fixed prices of what is no electricity; a meter's tariff stands in its check. */
  tariff(query: TariffQuery, access: Access): Promise<Told<Tariff>>
  discos(access: Access): Promise<Told<Discos>>
  status(access: Access): Promise<Told<ServiceStatus>>
}

/** @param limits of one call */
export function createClient(limits: Manifest['limits']): BuyPowerClient {
  return {
    async checkMeter(query, access) {
      const asked = { ...query, vertical: 'ELECTRICITY', orderId: 'false' }
      const question: Question = {
        method: 'GET',
        path: `/check/meter?${new URLSearchParams(asked).toString()}`,
        shownPath: '/check/meter',
      }
      return misfit(meterQuerySchema, query, question) ?? ask('check_meter', question, access, limits)
    },

    async vend(order, access) {
      const question: Question = { method: 'POST', path: '/vend', members: membersOf(order) }
      const refused = misfit(orderSchema, order, question)
      return refused ?? ownOnly(order.orderId, await ask('vend', question, access, limits))
    },

    async requery(id, access) {
      const question: Question = { method: 'GET', path: `/transaction/${encodeURIComponent(id)}` }
      const refused = misfit(orderId, id, question)
      return refused ?? ownOnly(id, await ask('requery', question, access, limits))
    },

    balance: (access) => ask('balance', { method: 'GET', path: '/wallet/balance' }, access, limits),

    async tariff(query, access) {
      const path = `/tariff?${new URLSearchParams({ ...query }).toString()}`
      const question: Question = { method: 'GET', path }
      return misfit(tariffQuerySchema, query, question) ?? ask('tariff', question, access, limits)
    },

    discos: (access) => askDiscos(access, limits),

    async status(access) {
      const told = await askDiscos(access, limits)
      if (told.verdict !== 'done') return told
      const down = told.value.flatMap(({ disco: name, isUp }) => (isUp ? [] : name))
      return { ...told, value: { isUp: down.length < told.value.length, down } }
    },
  }
}

const askDiscos = (access: Access, limits: Manifest['limits']) =>
  ask('discos', { method: 'GET', path: '/discos/status' }, access, limits)

function membersOf(order: VendOrder): Record<string, unknown> {
  return {
    orderId: order.orderId,
    meter: order.meter,
    disco: order.disco,
    phone: order.phone,
    paymentType: 'B2B',
    vendType: order.vendType,
    vertical: 'ELECTRICITY',
    amount: toNaira(order.amountKobo),
    ...(order.name === null ? {} : { name: order.name }),
    ...(order.email === null ? {} : { email: order.email }),
  }
}

/** What can't be asked so never leaves; the field is named, its content is not. */
function misfit(schema: z.ZodType, input: unknown, { method, path, shownPath, members }: Question) {
  const read = schema.safeParse(input)
  if (read.success) return null
  const field = read.error.issues[0]?.path.join('.') || 'orderId'
  const sent = { method, path: shownPath ?? path, members: members ?? null }
  return unsent<never>(sent, 'INVALID_INPUT', `${field} is not one that BuyPower takes.`)
}

/** An answer about another order says nothing about this one. */
function ownOnly(id: string, told: Told<Vended>): Told<Vended> {
  if (told.verdict !== 'done' || told.value.orderId === id) return told
  const { attempt } = told
  return { ...unknown('PROVIDER_MALFORMED_RESPONSE'), detail: null, attempt }
}
