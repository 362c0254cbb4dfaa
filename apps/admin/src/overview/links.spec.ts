import { type Need, needKinds } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import { countFilters as countEventFilters, toFilter as eventFilter, eventsSearch } from '../events/search.ts'
import { parseSearch, stringifySearch, toFilter as syncFilter, syncsSearch } from '../syncs/search.ts'
import { toFilter as webhookFilter, webhooksSearch } from '../webhooks/search.ts'
import { eventsBehind, syncsBehind, webhooksBehind } from './links.ts'
import { kindTarget, needTarget } from './need.ts'
import type { OverviewSearch } from './search.ts'

const connection = '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02'
const search: OverviewSearch = { venue: 'Quay, East', connection, entity: 'invoice', range: '7d' }
const time = { from: '2026-11-20T10:00:00.000Z', to: '2026-11-20T11:00:00.000Z' }
const whose = { venue: 'Quay, East', connectionId: connection, entity: 'invoice' }
const { entity: _, ...whoseWebhooks } = whose

/** As the page that a link opens reads its address. */
const asked = (link: object) => parseSearch(stringifySearch(link as Record<string, unknown>))
const ofEvents = (link: object) => eventFilter(eventsSearch.parse(asked(link)), 0)
const ofSyncs = (link: object) => syncFilter(syncsSearch.parse(asked(link)), 0)
const ofWebhooks = (link: object) => webhookFilter(webhooksSearch.parse(asked(link)), 0)

describe('a number leads to its rows by every filter of the overview', () => {
  it.each(['outcomes', 'finished', 'tries', 'retries'] as const)('counted as %s', (counted) =>
    expect(ofEvents(eventsBehind(search, time, counted))).toEqual({ counted, ...whose, ...time }),
  )

  it('of failed tries, and their code', () => {
    const link = eventsBehind(search, time, 'failures', ['TIMEOUT'])
    expect(ofEvents(link)).toEqual({ counted: 'failures', codes: ['TIMEOUT'], ...whose, ...time })
    expect(countEventFilters(eventsSearch.parse(asked(link)))).toBe(6)
  })

  it('of where syncs stand, and of webhooks, which have no entity', () => {
    expect(ofSyncs(syncsBehind(search, time, ['skipped', 'cancelled']))).toEqual({
      faces: ['skipped', 'cancelled'],
      ...whose,
      ...time,
    })
    expect(ofWebhooks(webhooksBehind(search, time))).toEqual({ ...whoseWebhooks, ...time })
  })

  it.each(needKinds)('of what needs a person: %s', (kind) => {
    const target = kindTarget(kind, search)
    if (target.to === '/syncs')
      expect(ofSyncs(target.search)).toEqual({
        ...whose,
        ...(kind === 'conflict' ? { hold: 'conflict' } : { faces: [kind] }),
      })
    else if (target.to === '/webhooks')
      expect(ofWebhooks(target.search)).toEqual({ ...whoseWebhooks, statuses: ['quarantined'] })
    else expect(target).toEqual({ to: '/connections/$connectionId', params: { connectionId: connection } })
  })

  it('of one problem, which says its connection, entity and code itself', () => {
    const own = '8c0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a03'
    const its = { connectionId: own, entity: 'customer', code: 'TIMEOUT' } as const
    const problem = { kind: 'failed', count: 7, newestId: own, ...its } as Need
    const target = needTarget(problem, { venue: 'Quay, East' })
    expect(target.to === '/syncs' && ofSyncs(target.search)).toEqual({
      venue: 'Quay, East',
      faces: ['failed'],
      ...its,
    })
  })
})
