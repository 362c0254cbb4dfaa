import { randomBytes } from 'node:crypto'
import type { Choices, CredentialKind, Entity, ProviderName } from '@syncline/domain/connection'
import { providerTitles } from '@syncline/domain/connection'
import { uuidOf } from '../ingest/uuid.ts'
import { sandboxApp } from '../oauth/apps.ts'

const organizationId = uuidOf('syncline demo organization')
/** Companies of the sandbox's QuickBooks: one is connected, the other is for whoever tries the demo. */
const realms = { connected: '9130347596842384', open: '9130347596842385' } as const

/** The demo organization: made up, and the same in every installation so that it can be seeded twice. */
export const demo = {
  organizationId,
  organizationName: 'Marina Group',
  timeZone: 'Africa/Lagos',
  stripeId: uuidOf('syncline demo stripe'),
  realms,
  /** An audience of the sandbox's Mailchimp. */
  audienceId: '5e3a9c71d2',
  people: [
    { role: 'admin', name: 'Tunde Bakare', email: 'tunde@marina.example' },
    { role: 'operator', name: 'Ngozi Adeyemi', email: 'ngozi@marina.example' },
    { role: 'auditor', name: 'Halima Sani', email: 'halima@marina.example' },
  ],
} as const

export interface DemoConnection {
  readonly provider: ProviderName
  readonly connectionId: string
  readonly name: string
  readonly venue: string
  readonly accountId: string
  /** Below the sandbox's address. */
  readonly path: string
  /** What it is about, of what the sandbox has. */
  readonly choices?: Choices
}

const cafe = ['Ember Café', 'Lekki'] as const
const grill = ['Ember Grill', 'Victoria Island'] as const
const office = ['Marina Group', 'Head office'] as const

const connection = (
  provider: ProviderName,
  [house, quarter]: readonly [string, string],
  accountId: string,
  path: string,
  connectionId = uuidOf(`syncline demo ${provider}`),
): DemoConnection => ({
  provider,
  connectionId,
  name: `${providerTitles[provider]} · ${house}`,
  venue: `${house}, ${quarter}`,
  accountId,
  path,
})

/** The café sells by Stripe, the grill by a till of Square's; the office keeps the books, the mailing list and the meters. */
export const demoConnections: readonly DemoConnection[] = [
  connection('stripe', cafe, 'acct_ember', ''),
  connection('flasherp', cafe, 'erp_ember', '/flasherp/v1'),
  connection('square', grill, 'MLEMBERGRILL1', ''),
  {
    ...connection('mailchimp', office, demo.audienceId, `/mailchimp/3.0/lists/${demo.audienceId}`),
    choices: { audience: { id: demo.audienceId, name: 'Guests' } },
  },
  // The id that signing in to this company would give, so that one may sign in again.
  {
    ...connection(
      'quickbooks',
      office,
      realms.connected,
      `/quickbooks/v3/company/${realms.connected}`,
      uuidOf(`${organizationId}/quickbooks/${realms.connected}`),
    ),
    choices: { expense_account: { id: '13', name: 'Supplies' } },
  },
  connection('buypower', office, 'wallet_marina', '/buypower/v2'),
  connection('pcs-ai', office, 'marina', '/pcs-ai/callbacks/marina'),
]

export interface DemoFlow {
  readonly flowId: string
  readonly entity: Entity
  readonly from: ProviderName
  readonly to: ProviderName
}

const flow = (entity: Entity, from: ProviderName, to: ProviderName, name?: string): DemoFlow => ({
  flowId: uuidOf(name ?? `syncline demo ${entity}s from ${from} to ${to}`),
  entity,
  from,
  to,
})

/**
 * Everything that is sold goes to the back office, and so does what the office enters at QuickBooks; what the back office
 * changes of a customer goes to where it can be used. Whoever buys is on the mailing list, to be written to about it.
 */
export const demoFlows: readonly DemoFlow[] = [
  flow('customer', 'stripe', 'flasherp', 'syncline demo customers'),
  flow('transaction', 'stripe', 'flasherp', 'syncline demo transactions'),
  flow('invoice', 'stripe', 'flasherp', 'syncline demo invoices'),
  flow('subscription', 'stripe', 'flasherp', 'syncline demo subscriptions'),
  flow('customer', 'flasherp', 'stripe', 'syncline demo customers of the back office'),
  flow('customer', 'square', 'flasherp'),
  flow('transaction', 'square', 'flasherp'),
  flow('customer', 'stripe', 'mailchimp'),
  flow('customer', 'square', 'mailchimp'),
  flow('customer', 'quickbooks', 'flasherp'),
  flow('invoice', 'quickbooks', 'flasherp'),
  flow('customer', 'flasherp', 'quickbooks'),
  flow('invoice', 'flasherp', 'quickbooks'),
  flow('vendor', 'pcs-ai', 'quickbooks'),
  flow('bill', 'pcs-ai', 'quickbooks'),
]

const token = (bytes: number) => randomBytes(bytes).toString('base64url').replaceAll(/[-_]/g, 'x')

export type Secrets = Partial<Record<CredentialKind, string>>

/** Secrets in the shapes the providers give them; drawn once per installation. */
export const demoSecrets = (): Readonly<Record<ProviderName, Secrets>> => ({
  stripe: { api_key: `sk_test_${token(24)}`, webhook_secret: `whsec_${token(24)}` },
  flasherp: { api_key: `erp_${token(18)}`, api_secret: token(32), webhook_secret: token(32) },
  square: { api_key: `EAAA${token(42)}`, webhook_secret: token(16) },
  mailchimp: { api_key: `${randomBytes(16).toString('hex')}-us21`, webhook_secret: token(32) },
  quickbooks: {
    access_token: token(48),
    refresh_token: `AB11${token(36)}`,
    webhook_secret: sandboxApp.verifierToken,
  },
  buypower: { api_key: token(32) },
  'pcs-ai': { webhook_secret: `whsec_${randomBytes(24).toString('base64')}` },
})

/** A word one can type, and nobody guesses. */
export const demoPassword = () => `demo-${randomBytes(5).toString('hex')}`
