import { providerNames } from '@syncline/domain/connection'
import { z } from 'zod'
import type { RouteBeside } from '../rest/beside.ts'

const received =
  'Answered with 200 when it is stored, also when it had come before; 401 when it was not signed right.'
const signed = z.looseObject({})
const door = { method: 'POST', status: 200, permission: null, body: signed } as const

/** The doors, as the document of the API tells of them: what comes is signed by its sender, and needs no key. */
export const describedDoors: readonly RouteBeside[] = [
  {
    ...door,
    name: 'door.webhook',
    path: '/api/webhooks/{provider}/{connectionId}',
    description: `Takes a webhook of a provider (${providerNames.join(', ')}) for one connection. ${received}`,
  },
  {
    ...door,
    name: 'door.flasherp',
    path: '/api/webhooks/flasherp',
    description: `Takes a webhook of FlashERP for the connection that is named, else for the one whose secret signed it. ${received}`,
    query: z.object({ connection: z.uuid().optional() }),
  },
  {
    name: 'door.flasherpHealth',
    method: 'GET',
    path: '/api/webhooks/flasherp/health',
    status: 200,
    permission: null,
    description: 'Whether webhooks of FlashERP can be taken.',
  },
]
