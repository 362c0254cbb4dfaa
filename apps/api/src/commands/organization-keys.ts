import {
  maxKeyVersions,
  readKeyStatus,
  rotateOrganizationKey,
  type Vault,
  type Wrapping,
} from '@syncline/db/custody'
import { readOrganization } from '@syncline/db/pool'
import { SynclineError } from '@syncline/domain/error'
import type { OrganizationKeysView } from '@syncline/domain/view'
import type pg from 'pg'

export interface OrganizationKeysPort {
  get(organizationId: string): Promise<OrganizationKeysView>
  /**
   * Gives the organization a new key, which seals ten minutes later; one that is on its way already is that key.
   * @throws SynclineError STATE_CONFLICT for an organization that has had too many
   */
  rotate(organizationId: string): Promise<{ version: number }>
}

/** What an organization's secrets are sealed under, for its admins. The key that wraps all of them is the installation's. */
export function createOrganizationKeys({
  pool,
  vault,
}: {
  pool: pg.Pool
  vault: Vault & Wrapping
}): OrganizationKeysPort {
  const { wrapper } = vault
  const read = (organizationId: string) =>
    readOrganization(pool, organizationId, (tx) => readKeyStatus(tx, organizationId))
  return {
    async get(organizationId) {
      // Made with the first secret: whoever looks before that sees the first one.
      await vault.keysOf(organizationId)
      return { keptBy: wrapper.name, ...(await read(organizationId)) }
    },
    async rotate(organizationId) {
      await vault.keysOf(organizationId)
      const { keys } = await read(organizationId)
      if (keys.length >= maxKeyVersions)
        throw new SynclineError('STATE_CONFLICT', { reason: 'too_many_keys', limit: maxKeyVersions })
      return { version: await rotateOrganizationKey({ pool, wrapper }, organizationId) }
    },
  }
}
