import { type CredentialKind, type ProviderName, providerNames } from '@syncline/domain/connection'
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
  // Off: nothing leaves for that provider, from any organization.
  STRIPE_ENABLED: flagOn,
  SQUARE_ENABLED: flagOn,
  QUICKBOOKS_ENABLED: flagOn,
  MAILCHIMP_ENABLED: flagOn,
  FLASHERP_ENABLED: flagOn,
  BUYPOWER_ENABLED: flagOn,
  PCS_AI_ENABLED: flagOn,
  FLASHERP_API_KEY: secretText.optional(),
  FLASHERP_API_SECRET: secretText.optional(),
  FLASHERP_BASE_URL: z.url({ protocol: /^https$/, error: 'must be an https:// address' }).optional(),
  FLASHERP_WEBHOOK_SECRET: secretText.optional(),
}
type Values = z.output<z.ZodObject<typeof connectionVariables>>

const switchOf = {
  stripe: 'STRIPE_ENABLED',
  square: 'SQUARE_ENABLED',
  quickbooks: 'QUICKBOOKS_ENABLED',
  mailchimp: 'MAILCHIMP_ENABLED',
  flasherp: 'FLASHERP_ENABLED',
  buypower: 'BUYPOWER_ENABLED',
  'pcs-ai': 'PCS_AI_ENABLED',
} as const satisfies Record<ProviderName, keyof Values>

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
    off: new Set(providerNames.filter((name) => !values[switchOf[name]])),
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
