import type { ProviderName } from '@syncline/domain/connection'
import type { OAuthApp } from '@syncline/providers/port'
import { intuitAddresses } from '@syncline/providers/quickbooks'
import type { Env } from '../env.ts'

/** An app of ours at a provider, and the secret that signs its webhooks, which all its accounts share. */
export interface RegisteredApp extends OAuthApp {
  readonly verifierToken: string | null
}

export type OAuthApps = Readonly<Partial<Record<ProviderName, RegisteredApp>>>

/** The app that the sandbox of a demo knows. */
export const sandboxApp = {
  clientId: 'sandbox-quickbooks-app',
  clientSecret: 'sandbox-quickbooks-secret',
  verifierToken: 'sandbox-quickbooks-verifier',
} as const

/**
 * The apps of this installation: those of the environment, else those of the sandbox.
 * @param sandboxUrl null where no demo may be
 */
export function readOAuthApps({ quickbooks }: Env, sandboxUrl: string | null): OAuthApps {
  if (quickbooks) return { quickbooks: { ...quickbooks, ...intuitAddresses(quickbooks.environment) } }
  return sandboxUrl ? { quickbooks: { ...sandboxApp, ...sandboxAddresses(sandboxUrl) } } : {}
}

export const sandboxAddresses = (sandboxUrl: string) => ({
  authorizeUrl: `${sandboxUrl}/quickbooks/connect/oauth2`,
  tokenUrl: `${sandboxUrl}/quickbooks/oauth2/v1/tokens/bearer`,
  apiUrl: `${sandboxUrl}/quickbooks/v3/company`,
})
