import type { Manifest } from '../provider.ts'

export const manifest: Manifest = {
  name: 'buypower',
  title: 'BuyPower',
  credentials: [
    {
      kind: 'api_key',
      title: 'API key',
      help: 'From BuyPower, for business customers. Sells from your wallet, so keep it as you would keep cash.',
    },
  ],
  // BuyPower tells of nothing by itself: what became of a vend is asked.
  webhook: { scheme: 'none', signsTime: false, maxBodyBytes: 1024 },
  hosts: ['api.buypower.ng', 'idev.buypower.ng'],
  basePath: '/v2',
  limits: { requestTimeoutMs: 45_000, maxAnswerBytes: 1024 * 1024 },
  // The order id is the key. How long it is known is not said: after a day it is asked about, never sent again.
  keyLifeMs: (24 * 60 - 5) * 60_000,
}
