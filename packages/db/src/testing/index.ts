import { randomBytes } from 'node:crypto'
import { cloneDatabase, dropDatabaseWhenLeft, templateName } from '@syncline/infra/testing'
import { inject } from 'vitest'
// Says what the run's set-up provides, also to packages that compile this file without it.
import type {} from './global-setup.ts'

/** A migrated database of its own for one test file. */
export async function createTestDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const url = await cloneDatabase(admin, templateName, name)
  return { url, drop: () => dropDatabaseWhenLeft(admin, name) }
}
