import type { Manifest } from '../provider.ts'

export const manifest: Manifest = {
  name: 'pcs-ai',
  title: 'PCS AI',
  credentials: [
    {
      kind: 'webhook_secret',
      title: 'Callback secret',
      help: 'Begins with whsec_. Signs what is called back to PCS AI, which checks it with the same.',
    },
  ],
  // It pushes invoices with an API key of ours, and signs nothing.
  webhook: { scheme: 'none', signsTime: false, maxBodyBytes: 1024 * 1024 },
  hosts: ['api.pcs-ai.com'],
  limits: { requestTimeoutMs: 10_000, maxAnswerBytes: 64 * 1024 },
  // A message is known by its id for as long as it is kept; what comes late is only told again.
  keyLifeMs: 24 * 60 * 60 * 1_000,
}
