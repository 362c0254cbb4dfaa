import type { CredentialKind, ProviderName } from '@syncline/domain/connection'
import { z } from 'zod'
import { flagOn, secretText, together } from './readers.ts'

export const connectionVariables = {
  STRIPE_SECRET_KEY: secretText
    .regex(/^[sr]k_(test|live)_/, 'must begin with sk_test_, sk_live_, rk_test_ or rk_live_')
    .optional(),
  MAILCHIMP_API_KEY: secretText
    .regex(/-[a-z]{2}\d{1,3}$/, 'must end in its data centre, as -us21')
    .optional(),
  /** Which Square the form of a new connection means. */
  SQUARE_ENVIRONMENT: z.enum(['production', 'sandbox']).default('production'),
  /** Off: nothing leaves for FlashERP, from any organization. */
  FLASHERP_ENABLED: flagOn,
  FLASHERP_API_KEY: secretText.optional(),
  FLASHERP_API_SECRET: secretText.optional(),
  FLASHERP_BASE_URL: z.url({ protocol: /^https$/, error: 'must be an https:// address' }).optional(),
  FLASHERP_WEBHOOK_SECRET: secretText.optional(),
}
type Values = z.output<z.ZodObject<typeof connectionVariables>>

/** A connection that an organization without one of its provider gets. */
export interface ConnectionEnv {
  readonly provider: ProviderName
  /** Null: the provider's usual one. */
  readonly baseUrl: string | null
  readonly secrets: Readonly<Partial<Record<CredentialKind, string>>>
}

export interface ConnectionsEnv {
  readonly wanted: readonly ConnectionEnv[]
  /** Nothing leaves for these. */
  readonly off: ReadonlySet<ProviderName>
  /** Where a provider is, if not at its usual address. */
  readonly addresses: Readonly<Partial<Record<ProviderName, string>>>
}

export function connectionsOf(values: Values): ConnectionsEnv {
  const { STRIPE_SECRET_KEY: stripe, MAILCHIMP_API_KEY: mailchimp } = values
  const { FLASHERP_API_KEY: apiKey, FLASHERP_API_SECRET: apiSecret, FLASHERP_WEBHOOK_SECRET: signs } = values
  const wanted: ConnectionEnv[] = []
  if (stripe) wanted.push({ provider: 'stripe', baseUrl: null, secrets: { api_key: stripe } })
  if (mailchimp) {
    // Its address follows from the key.
    wanted.push({ provider: 'mailchimp', baseUrl: null, secrets: { api_key: mailchimp } })
  }
  if (apiKey && apiSecret) {
    const secrets = { api_key: apiKey, api_secret: apiSecret, ...(signs && { webhook_secret: signs }) }
    wanted.push({ provider: 'flasherp', baseUrl: values.FLASHERP_BASE_URL ?? null, secrets })
  }
  return {
    wanted,
    off: new Set(values.FLASHERP_ENABLED ? [] : ['flasherp']),
    addresses:
      values.SQUARE_ENVIRONMENT === 'sandbox' ? { square: 'https://connect.squareupsandbox.com' } : {},
  }
}

export function connectionProblems(values: Values): string[] {
  const problems = together(values, ['FLASHERP_API_KEY', 'FLASHERP_API_SECRET'])
  for (const name of ['FLASHERP_BASE_URL', 'FLASHERP_WEBHOOK_SECRET'] as const)
    if (values[name] !== undefined && values.FLASHERP_API_KEY === undefined)
      problems.push(`FLASHERP_API_KEY: is needed with ${name}`)
  return problems
}
