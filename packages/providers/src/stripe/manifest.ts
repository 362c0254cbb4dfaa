import type { Manifest } from '../provider.ts'

/** As pinned by the SDK release that our types come from. */
export const apiVersion = '2026-10-28.endive'

export const manifest: Manifest = {
  name: 'stripe',
  title: 'Stripe',
  credentials: [
    {
      kind: 'api_key',
      title: 'Secret key',
      help: 'Developers → API keys. Begins with sk_; a restricted key (rk_) needs to write customers, refunds and webhook endpoints, and to read them, payments, balance, invoices and subscriptions.',
    },
    {
      kind: 'webhook_secret',
      title: 'Signing secret',
      help: 'Developers → Webhooks → your endpoint. Begins with whsec_.',
    },
  ],
  webhook: { scheme: 'stripe', signsTime: true, maxBodyBytes: 1024 * 1024 },
  hosts: ['api.stripe.com'],
  limits: { requestTimeoutMs: 20_000, maxAnswerBytes: 8 * 1024 * 1024 },
  // Five minutes less than it says: a try may be a while on its way.
  keyLifeMs: (24 * 60 - 5) * 60_000,
}
