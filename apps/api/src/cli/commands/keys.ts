import {
  addLocalKey,
  advanceWrappingRotation,
  dropFormerLocalKeys,
  isWrappingAnew,
  resealCredentials,
  rotateOrganizationKey,
  startWrappingRotation,
} from '@syncline/db/custody'
import { createHub, type Hub, keyFileOf } from '../../hub.ts'
import type { CommandInput } from '../command.ts'

export const summary = 'keys of organizations: keys, keys rotate-wrapping, keys rotate ORGANIZATION'

type Say = CommandInput['say']

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export async function run({ settings, args, say }: CommandInput): Promise<number> {
  const [verb, organizationId] = args
  const hub = createHub(settings, 'worker')
  try {
    if (verb === undefined) return await tell(hub, say)
    if (verb === 'rotate-wrapping') return await rotateWrapping(hub, say)
    if (verb === 'rotate' && organizationId && uuid.test(organizationId))
      return await rotateOne(hub, organizationId, say)
  } finally {
    await hub.close()
  }
  say('Usage: syncline keys')
  say('       syncline keys rotate-wrapping')
  say('       syncline keys rotate ORGANIZATION')
  return 2
}

async function tell({ vault, workerPool }: Hub, say: Say): Promise<number> {
  const { usable, finding } = await vault.wrapper.check()
  say(`Wrapped by ${vault.wrapper.name}: ${finding}`)
  const { rows } = await workerPool.query<{ stale: string; total: string }>(
    `select stale, total from custody.count_wrappings(
       coalesce((select started_at from coordination.wrapping_rotation where finished_at is null limit 1), '-infinity'))`,
  )
  const { stale = '0', total = '0' } = rows[0] ?? {}
  say(`${total} organization keys, ${stale} still to be wrapped anew`)
  const { rows: left } = await workerPool.query<{ credentials: string }>(
    'select coalesce(sum(credentials), 0) as credentials from custody.find_stale_credentials(10000)',
  )
  say(`${left[0]?.credentials ?? 0} credentials still to be sealed under a newer key`)
  return usable ? 0 : 1
}

/** The key file gets a new key first; those older than the one before go when nothing is wrapped by them any more. */
async function rotateWrapping({ vault, workerPool, settings }: Hub, say: Say): Promise<number> {
  const local = vault.wrapper.name === 'local-file'
  // One that was interrupted goes on with the key it began with.
  if (local && !(await isWrappingAnew(workerPool))) addLocalKey(keyFileOf(settings))
  await startWrappingRotation(workerPool)
  for (;;) {
    const progress = await advanceWrappingRotation(workerPool, vault)
    if (progress === null) break
    say(`${progress.done} of ${progress.total} keys are wrapped anew`)
  }
  if (local) dropFormerLocalKeys(keyFileOf(settings))
  return 0
}

async function rotateOne(hub: Hub, organizationId: string, say: Say): Promise<number> {
  const version = await rotateOrganizationKey(
    { pool: hub.workerPool, wrapper: hub.vault.wrapper },
    organizationId,
  )
  say(`Key ${version} of ${organizationId} seals in ten minutes; workers seal its credentials anew then.`)
  const { resealed, left } = await resealCredentials(hub.workerPool, hub.vault)
  if (resealed + left > 0) say(`${resealed} credentials were sealed anew now, ${left} are left`)
  return 0
}
