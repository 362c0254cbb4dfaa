import { randomBytes } from 'node:crypto'
import type { Entity } from '@syncline/domain/connection'
import { uuidOf } from '../ingest/uuid.ts'

/** The demo organization: made up, and the same in every installation so that it can be seeded twice. */
export const demo = {
  organizationId: uuidOf('syncline demo organization'),
  organizationName: 'Marina Group',
  stripeId: uuidOf('syncline demo stripe'),
  flasherpId: uuidOf('syncline demo flasherp'),
  /** A company of the sandbox's QuickBooks. */
  quickbooksRealm: '9130347596842384',
  venue: 'Ember Café, Lekki',
  people: [
    { role: 'admin', name: 'Tunde Bakare', email: 'tunde@marina.example' },
    { role: 'operator', name: 'Ngozi Adeyemi', email: 'ngozi@marina.example' },
    { role: 'auditor', name: 'Halima Sani', email: 'halima@marina.example' },
  ],
} as const

const flow = (entity: Entity, from: 'stripe' | 'flasherp', name = `syncline demo ${entity}s`) => {
  const ids = { stripe: demo.stripeId, flasherp: demo.flasherpId }
  const to = from === 'stripe' ? 'flasherp' : 'stripe'
  return { flowId: uuidOf(name), entity, sourceConnectionId: ids[from], targetConnectionId: ids[to] }
}

/** Everything Stripe knows goes to the back office; what the back office changes of a customer goes back. */
export const demoFlows = [
  flow('customer', 'stripe'),
  flow('transaction', 'stripe'),
  flow('invoice', 'stripe'),
  flow('subscription', 'stripe'),
  flow('customer', 'flasherp', 'syncline demo customers of the back office'),
]

const token = (bytes: number) => randomBytes(bytes).toString('base64url').replaceAll(/[-_]/g, 'x')

/** Secrets in the shapes the providers give them; drawn once per installation. */
export const demoSecrets = () => ({
  stripe: { api_key: `sk_test_${token(24)}`, webhook_secret: `whsec_${token(24)}` },
  flasherp: { api_key: `erp_${token(18)}`, api_secret: token(32), webhook_secret: token(32) },
})

/** A word one can type, and nobody guesses. */
export const demoPassword = () => `demo-${randomBytes(5).toString('hex')}`
