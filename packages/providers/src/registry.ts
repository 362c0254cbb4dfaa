import type { ProviderName } from '@syncline/domain/connection'
import type { Provider, WebhookAdapter } from './provider.ts'

/** What one provider brings, each part loaded on first use: a door that only verifies loads nothing that calls. */
interface Loader {
  readonly provider: () => Promise<Provider>
  /** None where the provider sends no webhooks. */
  readonly webhook?: () => Promise<WebhookAdapter>
}

/** An import() of what is loaded already still costs as much as checking a signature, so it is asked once. */
function once<Part>(load: () => Promise<Part>): () => Promise<Part> {
  let loaded: Promise<Part> | null = null
  return () => {
    loaded ??= load()
    return loaded
  }
}

const loaders: Partial<Record<ProviderName, Loader>> = {
  stripe: {
    provider: once(async () => (await import('./stripe/index.ts')).stripe),
    webhook: once(async () => (await import('./stripe/webhook.ts')).webhook),
  },
  flasherp: {
    provider: once(async () => (await import('./flasherp/index.ts')).flasherp),
    webhook: once(async () => (await import('./flasherp/webhook.ts')).webhook),
  },
  square: {
    provider: once(async () => (await import('./square/index.ts')).square),
    webhook: once(async () => (await import('./square/webhook.ts')).webhook),
  },
  buypower: {
    provider: once(async () => (await import('./buypower/index.ts')).buypower),
  },
  mailchimp: {
    provider: once(async () => (await import('./mailchimp/index.ts')).mailchimp),
    webhook: once(async () => (await import('./mailchimp/webhook.ts')).webhook),
  },
  'pcs-ai': {
    provider: once(async () => (await import('./pcs-ai/index.ts')).pcsAi),
  },
  quickbooks: {
    provider: once(async () => (await import('./quickbooks/index.ts')).quickbooks),
    webhook: once(async () => (await import('./quickbooks/webhook.ts')).webhook),
  },
}

/** Providers that this build has an adapter for. */
export const availableProviders = Object.keys(loaders) as readonly ProviderName[]

/** @throws when this build has no adapter of that name */
export async function loadProvider(name: ProviderName): Promise<Provider> {
  const loader = Object.hasOwn(loaders, name) ? loaders[name] : undefined
  if (!loader) throw new Error(`No adapter for provider ${name} in this build`)
  return loader.provider()
}

/** The webhook half alone; null when the provider sends none or is not in this build. */
export async function verifierOf(name: ProviderName): Promise<WebhookAdapter | null> {
  const loader = Object.hasOwn(loaders, name) ? loaders[name] : undefined
  return loader?.webhook?.() ?? null
}
