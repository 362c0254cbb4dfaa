import { z } from 'zod'
import { flag, list, secretText, together, webUrl } from './readers.ts'

const domain = /^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/

export const ssoVariables = {
  /** As the issuer names itself; what else it has is discovered below it. */
  OIDC_ISSUER: webUrl.optional(),
  OIDC_CLIENT_ID: secretText.optional(),
  OIDC_CLIENT_SECRET: secretText.optional(),
  /** On the button of the sign-in page. */
  OIDC_LABEL: z.string().trim().min(1).max(40).default('single sign-on'),
  OIDC_EMAIL_DOMAINS: list
    .transform((names) => names.map((name) => name.toLowerCase()))
    .pipe(z.array(z.string().regex(domain, 'must be domains, such as example.com')).max(50)),
  /** Somebody whom nobody invited gets a sign-in, without any role. */
  OIDC_ADMIT_UNKNOWN: flag,
  /** The issuer is in our own network. */
  OIDC_PRIVATE_NETWORK: flag,
}
type Values = z.output<z.ZodObject<typeof ssoVariables>>

export interface SsoEnv {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  readonly label: string
  readonly domains: readonly string[]
  readonly admitsUnknown: boolean
  readonly privateNetwork: boolean
}

export function ssoOf(values: Values): SsoEnv | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values
  if (!issuer || !clientId || !clientSecret) return null
  return {
    issuer,
    clientId,
    clientSecret,
    label: values.OIDC_LABEL,
    domains: values.OIDC_EMAIL_DOMAINS,
    admitsUnknown: values.OIDC_ADMIT_UNKNOWN,
    privateNetwork: values.OIDC_PRIVATE_NETWORK,
  }
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

export function ssoProblems(values: Values & { NODE_ENV: string }): string[] {
  const problems = together(values, ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'])
  const { protocol, hostname } = new URL(values.OIDC_ISSUER ?? 'https://none.example')
  const onThisMachine = values.NODE_ENV !== 'production' && loopback.has(hostname)
  if (protocol !== 'https:' && !onThisMachine) problems.push('OIDC_ISSUER: must be an https:// address')
  return problems
}
