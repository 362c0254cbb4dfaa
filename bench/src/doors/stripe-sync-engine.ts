import { createRequire } from 'node:module'
import type { OpenHandler } from '../door-process.ts'
import { webhookSecret } from '../installation.ts'
import configuration from './stripe-sync-engine.json' with { type: 'json' }

// Its ES module build finds no migrations and says nothing.
const { StripeSync, runMigrations } = createRequire(import.meta.url)(
  '@supabase/stripe-sync-engine',
) as typeof import('@supabase/stripe-sync-engine')

/** Supabase's engine as its manual wires it up: signature checked by it, then one upsert into `stripe.customers`. */
export const openHandler: OpenHandler = async ({ url, connections }) => {
  const { schema, poolConfig } = configuration
  await runMigrations({ databaseUrl: url, schema })
  const engine = new StripeSync({
    ...configuration,
    stripeWebhookSecret: webhookSecret,
    poolConfig: { ...poolConfig, connectionString: url, max: connections },
  })
  return (rawBody, headers) => engine.processWebhook(rawBody, headers['stripe-signature'] as string)
}
