import { z } from 'zod'
import { flasherpHeaders } from './verification/flasherp.ts'

const text = z.string().max(4_000_000)

/** One delivery as providers' own test-suites publish it. */
const deliverySchema = z
  .object({
    body: text,
    signature: z.string().max(10_000),
    secret: z.string().max(10_000).optional(),
    key: z.string().max(10_000).optional(),
    url: z.string().max(10_000).default(''),
    id: z.string().max(300).default(''),
    /** Unix seconds. */
    timestamp: z.number().default(0),
  })
  .refine(({ secret, key }) => (secret ?? key) !== undefined)
type Delivery = z.output<typeof deliverySchema>

const fileSchema = z.record(
  z.string().min(1).max(60),
  z.union([z.looseObject({ cases: z.array(z.unknown()).min(1).max(10_000) }), z.looseObject({ body: text })]),
)

/** Where each scheme carries what was signed with the body. */
const headersOf: Readonly<Record<string, (delivery: Delivery) => Record<string, string>>> = {
  standardwebhooks: ({ id, timestamp, signature }) => ({
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': signature,
  }),
  stripe: ({ signature }) => ({ 'stripe-signature': signature }),
  mailchimp: ({ signature }) => ({ 'x-mailchimp-signature': signature }),
  square: ({ signature }) => ({ 'x-square-hmacsha256-signature': signature }),
  intuit: ({ signature }) => ({ 'intuit-signature': signature }),
  quickbooks: ({ signature }) => ({ 'intuit-signature': signature }),
  flasherp: ({ timestamp, signature }) => ({
    [flasherpHeaders.timestamp]: String(timestamp),
    [flasherpHeaders.signature]: signature,
  }),
}

/**
 * Vectors out of a file by scheme: `{square: {cases: [{url, key, body, signature}]}, standardwebhooks: {secret, id,
 * timestamp, body, signature}}`. Each delivery has to be taken as it is and refused with one byte more. An entry that
 * can't be read stays as it is, for the judge to say so; null for a file of another kind.
 */
export function publishedVectors(file: unknown): readonly unknown[] | null {
  const read = fileSchema.safeParse(file)
  if (!read.success || Object.keys(read.data).length === 0) return null
  return Object.entries(read.data).flatMap(([provider, group]) =>
    (Array.isArray(group.cases) ? group.cases : [group]).flatMap((entry) => vectorsOf(provider, entry)),
  )
}

function vectorsOf(provider: string, entry: unknown): readonly unknown[] {
  const read = deliverySchema.safeParse(entry)
  if (!read.success) return [{ provider, ...(entry as object) }]
  const { body, url, timestamp } = read.data
  const headers = Object.hasOwn(headersOf, provider) ? headersOf[provider]?.(read.data) : {}
  const vector = (expect: 'accept' | 'reject', rawBody: string) => ({
    provider,
    now: timestamp,
    body_b64: Buffer.from(rawBody).toString('base64'),
    headers,
    secret: read.data.secret ?? read.data.key,
    url,
    expect,
  })
  return [vector('accept', body), vector('reject', `${body} `)]
}
