import { z } from 'zod'

/** Ids and type names go into the log and into addresses: printable ASCII, nothing that needs escaping. */
export const identifier = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[\x21-\x7e]+$/)

/** Text a person typed: what is empty or blank is as good as absent. */
export const optionalText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .nullish()
    .transform((text) => (text == null || text.trim() === '' ? null : text))

/** Cuts to `maxLength` UTF-16 units with an ellipsis, never through the middle of a character. */
export function cutText(text: string | null, maxLength: number): string | null {
  if (text === null || text.length <= maxLength) return text
  const cut = text.slice(0, maxLength - 1)
  const endsInHalf = /[\ud800-\udbff]$/.test(cut)
  return `${endsInHalf ? cut.slice(0, -1) : cut}…`
}

/** A secret that goes into a header: anything else would be refused by the wire, or split it. */
export const headerValue = z
  .string()
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/)

/** RFC 3339 with any offset and any fraction of a second; the hub keeps UTC and milliseconds. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => new Date(text).toISOString())
  .pipe(z.iso.datetime())
export const optionalInstant = instant.nullish().transform((text) => text ?? null)

/** A machine's word, such as the reason of a decline; empty is none. */
export const optionalCode = z
  .string()
  .max(120)
  .nullish()
  .transform((code) => code || null)
