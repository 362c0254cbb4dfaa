import type { Vault } from '@syncline/db/custody'
import type { KeyEnvironment } from '@syncline/domain/access'
import type pg from 'pg'
import { onlyOrganization } from '../ops/only-organization.ts'
import { createNamesOf } from '../reads/names.ts'
import { type ApiKeys, createApiKeys } from './api-keys.ts'
import { createEnvironmentKeys } from './environment-keys.ts'
import { createIdempotency, type Idempotency } from './idempotency.ts'
import { createKeyLimit, type KeyLimit } from './key-limit.ts'
import { createKeyUses, type KeyUses } from './key-use.ts'

/** What calls of programs stand on. */
export interface ProgramAccess {
  readonly apiKeys: ApiKeys
  readonly keyLimit: KeyLimit
  readonly uses: KeyUses
  readonly idempotency: Idempotency
}

export function createProgramAccess(deps: {
  readonly pool: pg.Pool
  readonly vault: Vault
  /** Keys of the other one are refused. */
  readonly environment: KeyEnvironment
  /** Of each key, at all instances together. */
  readonly keyRateLimit: { readonly windowMs: number; readonly maxRequests: number }
  /** Of the environment; none where they are left out. */
  readonly environmentKeys?: readonly string[]
  readonly warn: (error: unknown) => void
}): ProgramAccess {
  const { pool, vault, environmentKeys = [] } = deps
  const uses = createKeyUses(pool, deps)
  return {
    apiKeys: createApiKeys({
      ...deps,
      uses,
      namesOf: createNamesOf(pool),
      environmentHolderOf: createEnvironmentKeys({
        keys: environmentKeys,
        onlyOrganization: () => onlyOrganization(pool),
        vault,
      }),
    }),
    keyLimit: createKeyLimit(pool, deps.keyRateLimit),
    uses,
    idempotency: createIdempotency(pool),
  }
}
