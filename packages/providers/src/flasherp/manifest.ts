import type { Manifest } from '../provider.ts'

export const manifest: Manifest = {
  name: 'flasherp',
  title: 'FlashERP',
  credentials: [
    { kind: 'api_key', title: 'API key', help: 'Settings → API. Names the account; sent with every call.' },
    { kind: 'api_secret', title: 'API secret', help: 'Settings → API. Signs every call; never sent itself.' },
    {
      kind: 'webhook_secret',
      title: 'Webhook secret',
      help: 'Settings → Webhooks. Signs what comes from FlashERP.',
    },
  ],
  webhook: { scheme: 'flasherp', signsTime: true, maxBodyBytes: 1024 * 1024 },
  hosts: ['api.flasherp.com'],
  basePath: '/v1',
  limits: { requestTimeoutMs: 10_000, maxAnswerBytes: 8 * 1024 * 1024 },
  // Five minutes less than it says: a try may be a while on its way.
  keyLifeMs: (24 * 60 - 5) * 60_000,
}
