import type { Env } from '../env.ts'
import type { Check } from './check.ts'

/** What may be left out of the environment, and what does not work while it is. */
const optional: readonly (readonly [names: string, isThere: (env: Env) => boolean, without: string])[] = [
  [
    'QBO_CLIENT_ID and QBO_CLIENT_SECRET (or QUICKBOOKS_CLIENT_ID and QUICKBOOKS_CLIENT_SECRET)',
    ({ quickbooks }) => quickbooks !== null,
    'nobody can sign in to QuickBooks',
  ],
  [
    'QBO_VERIFIER_TOKEN',
    ({ quickbooks }) => quickbooks === null || quickbooks.verifierToken !== null,
    'webhooks of the app at Intuit are refused',
  ],
  [
    'FLASHERP_WEBHOOK_SECRET',
    ({ connections }) =>
      connections.wanted.every(
        ({ provider, secrets }) => provider !== 'flasherp' || secrets.webhook_secret !== undefined,
      ),
    'webhooks of the FlashERP of the environment are refused',
  ],
  [
    'METRICS_KEY or METRICS_PORT',
    ({ metrics, metricsKey }) => !metrics.enabled || metricsKey !== null || metrics.port !== null,
    '/metrics answers on loopback only',
  ],
  [
    'TRUSTED_PROXIES',
    ({ environment, trustedProxies }) => environment !== 'production' || trustedProxies.length > 0,
    'callers behind a proxy all count as its address, and calls that it took by https as in the clear',
  ],
]

/** Names each variable whose absence takes something away. */
export const checkVariables = (env: Env): Check => ({
  name: 'Variables',
  state: 'ok',
  finding:
    optional
      .filter(([, isThere]) => !isThere(env))
      .map(([names, , without]) => `without ${names} ${without}`)
      .join('; ') || 'nothing is left out that something waits for',
})
