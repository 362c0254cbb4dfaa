import { randomBytes, randomUUID } from 'node:crypto'
import { streamName } from '@syncline/domain/event'
import type { Setup } from '../http/setup.ts'
import type { Hub } from '../hub.ts'

/** A word one can type from one screen into another, and nobody guesses. */
const drawToken = () => randomBytes(12).toString('hex')

/** The token stands behind a #, so that no server and no log on the way sees it. */
export const setupAddress = (baseUrl: string, token: string) => `${baseUrl}/setup#${token}`

/** The first person of an installation and the organization they run. */
export function createSetup({
  settings,
  auth,
  appender,
}: Pick<Hub, 'settings' | 'auth' | 'appender'>): Setup {
  return {
    token: settings.env.setupToken ?? drawToken(),
    isOpen: () => auth.isEmpty(),
    async found({ organizationName, timeZone, ...user }, correlationId) {
      const organizationId = randomUUID()
      const userId = await auth.foundFirst(user, { id: organizationId, name: organizationName, timeZone })
      if (userId === null) return false
      await appender.append({
        organizationId,
        stream: streamName('organization', organizationId),
        events: [{ type: 'OrganizationFounded', data: { name: organizationName, demo: false } }],
        context: { now: new Date(), actor: `user:${userId}`, correlationId },
      })
      return true
    },
  }
}
