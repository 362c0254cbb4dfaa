import type { ProviderName } from '@syncline/domain/connection'
import type { Provider } from './provider.ts'

/** Loads adapters on first use: an SDK that takes a second to import costs nothing to those who do not use it. */
const loaders: Partial<Record<ProviderName, () => Promise<Provider>>> = {}

/** @throws when this build has no adapter of that name */
export async function loadProvider(name: ProviderName): Promise<Provider> {
  const load = loaders[name]
  if (!load) throw new Error(`No adapter for provider ${name} in this build`)
  return load()
}
