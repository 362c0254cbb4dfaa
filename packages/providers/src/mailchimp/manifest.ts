import type { Manifest } from '../provider.ts'

export const manifest: Manifest = {
  name: 'mailchimp',
  title: 'Mailchimp',
  credentials: [
    {
      kind: 'api_key',
      title: 'API key',
      help: 'Account → Extras → API keys. Ends in the data centre, as -us21.',
    },
    {
      kind: 'webhook_secret',
      title: 'Webhook signing secret',
      help: 'Shown once when the webhook is made. For one that Mailchimp does not sign, invent a long one and add ?secret=… to its address.',
    },
  ],
  webhook: { scheme: 'mailchimp', signsTime: true, maxBodyBytes: 1024 * 1024, checkedByGet: true },
  hosts: ['*.api.mailchimp.com'],
  basePath: '/3.0',
  limits: { requestTimeoutMs: 20_000, maxAnswerBytes: 16 * 1024 * 1024 },
  // It knows no keys: repeated soon, a call leaves what it left before; later it could undo what others changed.
  keyLifeMs: 60 * 60 * 1_000,
}
