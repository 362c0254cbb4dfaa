import { z } from 'zod'

/** Of one amount there and back; some ten thousand million naira. */
const pattern = /^(\d{1,11})(?:\.(\d{1,2})0*)?$/

/** Naira as BuyPower writes them (a number, or a decimal as text) in whole kobo; null for what is none. Exact. */
export function toKobo(naira: unknown): number | null {
  if (typeof naira !== 'string' && typeof naira !== 'number') return null
  const parts = pattern.exec(String(naira).trim())
  if (!parts) return null
  const [, whole = '0', fraction = ''] = parts
  return Number(whole) * 100 + Number(fraction.padEnd(2, '0'))
}

/** Whole kobo as a decimal of naira: `680200` is `6802`, `680250` is `6802.50`. */
export function toNaira(kobo: number): string {
  const rest = kobo % 100
  const whole = String((kobo - rest) / 100)
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`
}

const amount = z.union([z.string().max(30), z.number()])

/** An amount of naira, read into kobo. */
export const kobo = amount.transform((naira, ctx) => {
  const read = toKobo(naira)
  if (read !== null) return read
  ctx.addIssue({ code: 'custom', message: 'not an amount of naira' })
  return z.NEVER
})

/** The same where it may be left out, or say nothing that can be read. */
export const optionalKobo = amount
  .nullish()
  .catch(null)
  .transform((naira) => toKobo(naira ?? null))
