import type { Manifest } from '../provider.ts'

/** As pinned by the SDK release that reads. */
export const apiVersion = '2026-09-16'

export const manifest: Manifest = {
  name: 'square',
  title: 'Square',
  credentials: [
    {
      kind: 'api_key',
      title: 'Access token',
      help: 'Developer Console → your application → Credentials. It needs to read and write customers, orders and inventory, and to read payments and locations.',
    },
    {
      kind: 'webhook_secret',
      title: 'Signature key',
      help: 'Developer Console → Webhooks → your subscription. The address registered there is part of every signature.',
    },
  ],
  webhook: { scheme: 'square', signsTime: false, maxBodyBytes: 1024 * 1024 },
  hosts: ['connect.squareup.com', 'connect.squareupsandbox.com'],
  limits: { requestTimeoutMs: 20_000, maxAnswerBytes: 8 * 1024 * 1024 },
  // Square does not say how long it knows a key: after a day an effect is looked up.
  keyLifeMs: (24 * 60 - 5) * 60_000,
}
