import { createProgramAccess } from '../access/index.ts'
import { demo } from '../cli/demo.ts'
import type { Hub } from '../hub.ts'

const name = 'PCS AI of the sandbox'

/** A key by which the sandbox's PCS AI pushes invoices. Nobody can read an old one back, so each start has its own. */
export async function makeDemoKey({
  settings: { env },
  appPool: pool,
  vault,
}: Pick<Hub, 'settings' | 'appPool' | 'vault'>): Promise<string> {
  const { apiKeys, uses } = createProgramAccess({
    pool,
    vault,
    environment: env.environment === 'production' ? 'live' : 'test',
    keyRateLimit: env.keyRateLimit,
    warn: () => {},
  })
  try {
    const { organizationId } = demo
    for (const key of await apiKeys.list(organizationId))
      if (key.name === name && key.status === 'live') await apiKeys.revoke(organizationId, key.keyId)
    const given = { name, scopes: ['intake.push' as const], expiresInDays: null }
    return (await apiKeys.create(organizationId, given, 'system:seed')).secret
  } finally {
    await uses.close()
  }
}
