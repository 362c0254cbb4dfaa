import type { SsoSettings } from '../auth/index.ts'
import { allowedAddresses, type Settings } from '../settings.ts'

/** The client that the sandbox's issuer of a demo knows. */
export const sandboxClient = {
  clientId: 'sandbox-syncline',
  clientSecret: 'sandbox-syncline-secret',
} as const

/** The issuer of the environment, else in a demo the sandbox's; null where there is none. */
export function readSso({ env, sandboxUrl }: Pick<Settings, 'env' | 'sandboxUrl'>): SsoSettings | null {
  if (env.sso) {
    const { privateNetwork, ...sso } = env.sso
    return { ...sso, allowsAddress: privateNetwork ? () => true : allowedAddresses({ env }) }
  }
  if (!env.demo || sandboxUrl === null) return null
  return {
    ...sandboxClient,
    issuer: `${sandboxUrl}/oidc`,
    label: 'the sandbox’s issuer',
    domains: [],
    admitsUnknown: false,
    allowsAddress: allowedAddresses({ env }),
  }
}
