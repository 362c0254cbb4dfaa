import { z } from 'zod'
import { optionalText } from '../shape.ts'
import { kobo, optionalKobo } from './naira.ts'

export const vendTypes = ['PREPAID', 'POSTPAID'] as const
export type VendType = (typeof vendTypes)[number]

/** A number or a text that names something; empty is nothing. */
const label = z
  .union([z.string().max(200), z.number()])
  .nullish()
  .transform((value) => (value == null || String(value).trim() === '' ? null : String(value)))
const code = z.union([z.int(), z.string().regex(/^\d{1,6}$/)]).transform(Number)

/** What the electricity company knows of a meter. Money in kobo. */
export const meterSchema = z
  .object({
    error: z.literal(false).nullish(),
    discoCode: z.string().min(1).max(60),
    vendType: z.string().max(20).toUpperCase().pipe(z.enum(vendTypes)),
    meterNo: label,
    /** Null where the company sets no bound. */
    minVendAmount: optionalKobo,
    maxVendAmount: optionalKobo,
    outstanding: optionalKobo,
    debtRepayment: optionalKobo,
    name: optionalText(500),
    address: optionalText(1_000),
    tariff: label,
    tariffClass: label,
    tariffDesc: label,
  })
  .transform((meter) => ({
    disco: meter.discoCode,
    vendType: meter.vendType,
    meter: meter.meterNo,
    minKobo: meter.minVendAmount,
    maxKobo: meter.maxVendAmount,
    outstandingKobo: meter.outstanding,
    debtRepaymentKobo: meter.debtRepayment,
    name: meter.name,
    address: meter.address,
    tariff: meter.tariff,
    tariffClass: meter.tariffClass,
    tariffDescription: meter.tariffDesc,
  }))
export type Meter = z.output<typeof meterSchema>

/** Digits of a token, dashed or not; postpaid meters get none. */
const token = z
  .string()
  .max(200)
  .nullish()
  .transform((text) => text?.replaceAll(/[\s-]/g, '') || null)

/** What was sold, and the token for it. Money in kobo. */
export const vendedSchema = z
  .object({
    id: label,
    orderId: label.pipe(z.string()),
    responseCode: code.nullish(),
    token,
    units: label,
    disco: label,
    totalAmountPaid: optionalKobo,
    amountGenerated: optionalKobo,
    tax: optionalKobo,
    debtAmount: optionalKobo,
    debtRemaining: optionalKobo,
    receiptNo: label,
    vendRef: label,
    parcels: z
      .array(z.object({ type: z.string().max(60), content: token }))
      .max(50)
      .nullish()
      .catch(null),
  })
  .refine(({ responseCode }) => responseCode == null || responseCode === 100 || responseCode === 200)
  .transform((vended) => ({
    id: vended.id,
    orderId: vended.orderId,
    token: vended.token ?? vended.parcels?.find(({ type }) => type === 'TOKEN')?.content ?? null,
    /** Beside the token: a bonus, or the two tokens that change a meter's key. */
    parcels: (vended.parcels ?? []).map(({ type, content }) => ({ type, content })),
    units: vended.units,
    disco: vended.disco,
    paidKobo: vended.totalAmountPaid,
    energyKobo: vended.amountGenerated,
    taxKobo: vended.tax,
    debtKobo: vended.debtAmount,
    debtRemainingKobo: vended.debtRemaining,
    receipt: vended.receiptNo,
    reference: vended.vendRef,
  }))
export type Vended = z.output<typeof vendedSchema>

export const balanceSchema = z.object({ balance: kobo }).transform(({ balance }) => ({ kobo: balance }))
export type Balance = z.output<typeof balanceSchema>

const upness = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['true', true],
  ['false', false],
])
/** Every company and whether it can be sold for now, by BuyPower's own code; what says neither is none. */
export const discosSchema = z
  .record(z.string().regex(/^[A-Z0-9_ -]{1,60}$/i), z.unknown())
  .transform((map) =>
    Object.entries(map).flatMap(([disco, value]) => {
      const isUp = upness.get(value)
      return isUp === undefined || disco === 'status' || disco === 'error' ? [] : [{ disco, isUp }]
    }),
  )
  .refine((discos) => discos.length > 0)
export type Discos = z.output<typeof discosSchema>

/** What a provider other than an electricity company sells, each at a fixed price. */
export const tariffSchema = z
  .array(z.object({ code: label, price: kobo, desc: label }))
  .max(1_000)
  .transform((offers) =>
    offers.map((offer) => ({ code: offer.code, priceKobo: offer.price, description: offer.desc })),
  )
export type Tariff = z.output<typeof tariffSchema>

export interface AnswerOf {
  readonly check_meter: Meter
  readonly vend: Vended
  readonly requery: Vended
  readonly balance: Balance
  readonly tariff: Tariff
  readonly discos: Discos
}

const schemas: { readonly [Name in keyof AnswerOf]: z.ZodType<AnswerOf[Name]> } = {
  check_meter: meterSchema,
  vend: vendedSchema,
  requery: vendedSchema,
  balance: balanceSchema,
  tariff: tariffSchema,
  discos: discosSchema,
}

const wrapperSchema = z.looseObject({
  status: z.unknown().optional(),
  error: z.unknown().optional(),
  result: z.looseObject({}).nullish().catch(null),
  data: z
    .union([z.looseObject({}), z.array(z.unknown())])
    .nullish()
    .catch(null),
})

/** The result in a good answer, which may stand in `result`, in `data`, in both or in neither; null when it is none. */
export function readAnswer<Name extends keyof AnswerOf>(
  endpoint: Name,
  json: unknown,
): AnswerOf[Name] | null {
  const wrapper = wrapperSchema.safeParse(json)
  if (wrapper.success) {
    const { status, error, result, data } = wrapper.data
    if (status === false || error === true) return null
    if (result) return readAnswer(endpoint, result)
    if (data) return readAnswer(endpoint, data)
  }
  const read = schemas[endpoint].safeParse(json)
  return read.success ? read.data : null
}
