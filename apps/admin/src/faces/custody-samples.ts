import type { CredentialView, OrganizationKeysView, ProviderForm } from '@syncline/domain/view'
import { ago } from './samples.ts'

const day = 86_400
const credential = (
  kind: CredentialView['kind'],
  version: number,
  days: number,
  lastFour: string,
): CredentialView => ({
  kind,
  version,
  lastFour,
  createdAt: ago(days * day),
  retiredAt: null,
  uses: 1_204,
  lastUsedAt: ago(12),
  validatedAt: kind === 'webhook_secret' ? null : ago(3_600),
  validation: kind === 'webhook_secret' ? null : 'ok',
})

export const flasherp: ProviderForm = {
  provider: 'flasherp',
  title: 'FlashERP',
  fields: [
    {
      kind: 'api_key',
      title: 'API key',
      help: 'Settings → API. Names the account; sent with every call.',
      required: true,
    },
    {
      kind: 'api_secret',
      title: 'API secret',
      help: 'Settings → API. Signs every call; never sent itself.',
      required: true,
    },
    {
      kind: 'webhook_secret',
      title: 'Webhook secret',
      help: 'Settings → Webhooks. Signs what comes from FlashERP.',
      required: false,
    },
  ],
  baseUrl: 'https://api.flasherp.com/v1',
  reads: ['customer'],
  pulls: ['customer'],
  writes: ['customer', 'transaction', 'invoice', 'subscription'],
  converts: [],
  sendsWebhooks: true,
  managesWebhooks: false,
  signsIn: false,
  choices: [],
}

export const stripe: ProviderForm = {
  provider: 'stripe',
  title: 'Stripe',
  fields: [
    {
      kind: 'api_key',
      title: 'Secret key',
      help: 'Developers → API keys. Begins with sk_.',
      required: true,
    },
    {
      kind: 'webhook_secret',
      title: 'Signing secret',
      help: 'Developers → Webhooks → your endpoint. Begins with whsec_.',
      required: false,
    },
  ],
  baseUrl: 'https://api.stripe.com',
  reads: ['customer', 'transaction', 'invoice', 'subscription'],
  pulls: ['customer', 'transaction', 'invoice', 'subscription'],
  writes: ['customer', 'refund'],
  converts: [],
  sendsWebhooks: true,
  managesWebhooks: true,
  signsIn: false,
  choices: [],
}

export const ready = {
  kind: 'ready',
  fields: flasherp.fields,
  signsIn: false,
  keptBy: 'local-file',
  credentials: [
    credential('api_key', 2, 41, '9c1e'),
    credential('api_secret', 1, 41, 'd410'),
    credential('webhook_secret', 3, 0, '77af'),
    credential('webhook_secret', 2, 61, '0be7'),
  ],
} as const

export const old = {
  ...ready,
  keptBy: 'aws-kms',
  credentials: [
    { ...credential('api_key', 1, 97, '-us6'), validation: 'INVALID_CREDENTIALS' },
    {
      ...credential('api_secret', 1, 91, ''),
      uses: 0,
      lastUsedAt: null,
      validatedAt: null,
      validation: null,
    },
    { ...credential('webhook_secret', 1, 300, '31aa'), retiredAt: ago(day) },
  ],
} as const

export const keysAtRest: OrganizationKeysView = {
  keptBy: 'local-file',
  keys: [
    {
      version: 1,
      createdAt: ago(97 * day),
      sealsFrom: ago(97 * day),
      wrappedAt: ago(41 * day),
      state: 'seals',
    },
  ],
  credentials: { left: 0, total: 14 },
  peopleLeft: 0,
  wrappingsLeft: 0,
}

/** One key on its way, one that took over an hour ago, and all of them being wrapped anew. */
export const keysMoving: OrganizationKeysView = {
  keptBy: 'aws-kms',
  keys: [
    { version: 3, createdAt: ago(120), sealsFrom: ago(-480), wrappedAt: ago(120), state: 'comes' },
    { version: 2, createdAt: ago(4_200), sealsFrom: ago(3_600), wrappedAt: ago(4_200), state: 'seals' },
    {
      version: 1,
      createdAt: ago(97 * day),
      sealsFrom: ago(97 * day),
      wrappedAt: ago(41 * day),
      state: 'opens',
    },
  ],
  credentials: { left: 3, total: 14 },
  peopleLeft: 1_240,
  wrappingsLeft: 1,
}
