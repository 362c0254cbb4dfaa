import type { Manifest } from '../provider.ts'

/** The one version of the API that is left since August 2025. */
export const minorVersion = '75'

export const manifest: Manifest = {
  name: 'quickbooks',
  title: 'QuickBooks',
  credentials: [
    {
      kind: 'access_token',
      title: 'Access token',
      help: 'Comes from signing in to QuickBooks; renewed by itself every hour.',
    },
    {
      kind: 'refresh_token',
      title: 'Refresh token',
      help: 'Comes from signing in to QuickBooks; changes each time it is used.',
    },
    {
      kind: 'webhook_secret',
      title: 'Verifier token',
      help: 'Your app at developer.intuit.com → Webhooks. One for all companies of the app.',
    },
  ],
  webhook: { scheme: 'intuit', signsTime: false, maxBodyBytes: 1024 * 1024 },
  hosts: ['quickbooks.api.intuit.com', 'sandbox-quickbooks.api.intuit.com'],
  limits: { requestTimeoutMs: 30_000, maxAnswerBytes: 16 * 1024 * 1024 },
  idsAreOfAccount: true,
  // Intuit says that a requestid is remembered, and not for how long.
  keyLifeMs: 60 * 60 * 1_000,
}
