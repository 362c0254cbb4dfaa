import type { Manifest } from '../provider.ts'

export const manifest: Manifest = {
  name: 'stripe',
  title: 'Stripe',
  credentials: [
    {
      kind: 'api_key',
      title: 'Secret key',
      help: 'Developers → API keys. Begins with sk_; a restricted key (rk_) needs read access to customers.',
    },
    {
      kind: 'webhook_secret',
      title: 'Signing secret',
      help: 'Developers → Webhooks → your endpoint. Begins with whsec_.',
    },
  ],
  webhook: { scheme: 'stripe', signsTime: true, maxBodyBytes: 1024 * 1024 },
  hosts: ['api.stripe.com'],
  limits: { requestTimeoutMs: 20_000, maxAnswerBytes: 1024 * 1024 },
  keyLifeMs: 24 * 60 * 60 * 1_000,
}
