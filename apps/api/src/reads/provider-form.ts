import type { CredentialKind, Entity, ProviderName } from '@syncline/domain/connection'
import { readyMappings } from '@syncline/domain/mapping'
import type { ProviderForm } from '@syncline/domain/view'
import type { Provider } from '@syncline/providers/port'
import { followsFromSecrets, type ProviderAddresses, usualBaseUrl } from '../commands/provider-address.ts'

/** A webhook secret comes with the address that the provider is told, tokens come from signing in there. */
const laterKinds: readonly CredentialKind[] = ['webhook_secret', 'access_token', 'refresh_token']
export const isRequired = (kind: CredentialKind): boolean => !laterKinds.includes(kind)

/** What can be connected here, as the manifests say. */
export async function readProviderForms(
  names: readonly ProviderName[],
  loadProvider: (name: ProviderName) => Promise<Provider>,
  sandboxUrl: string | null,
  addresses: ProviderAddresses = {},
): Promise<readonly ProviderForm[]> {
  const providers = await Promise.all(names.map(loadProvider))
  return providers.map(
    ({ manifest, oauth, push = {}, pull = {}, intake, choices = [], addressOf, webhookEndpoints }) => ({
      provider: manifest.name,
      title: manifest.title,
      fields: manifest.credentials.map((field) => ({ ...field, required: isRequired(field.kind) })),
      baseUrl: followsFromSecrets({ manifest, ...(addressOf && { addressOf }) }, sandboxUrl, addresses)
        ? null
        : usualBaseUrl(manifest, sandboxUrl, addresses),
      pulls: Object.keys(pull) as Entity[],
      reads: [...(Object.keys(pull) as Entity[]), ...(intake?.gives ?? [])],
      writes: Object.keys(push) as Entity[],
      converts: readyMappings
        .filter(({ to, entity, mapping }) => to === manifest.name && !push[entity] && push[mapping.entity])
        .map(({ from, entity }) => ({ from, entity })),
      sendsWebhooks: manifest.webhook.scheme !== 'none',
      managesWebhooks: webhookEndpoints !== undefined,
      signsIn: oauth !== undefined,
      choices: choices.map(({ name, title, help, read, none, usualId, place, creation }) => ({
        name,
        title,
        help,
        read,
        none,
        usualId: usualId ?? null,
        placesAccount: place !== undefined,
        creation: creation?.fields ?? null,
      })),
    }),
  )
}
