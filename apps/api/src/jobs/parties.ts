import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import type { Entity, ProviderName } from '@syncline/domain/connection'
import type { SyncJob } from '@syncline/domain/job'
import type { Provider } from '@syncline/providers/port'
import type pg from 'pg'
import { createKept } from './kept.ts'

/** Jobs that are carried together. */
export interface Party {
  readonly organizationId: string
  /** Where they all go. */
  readonly connectionId: string
  readonly jobs: readonly SyncJob[]
}

export const isParty = (one: Party | SyncJob): one is Party => 'jobs' in one

export interface Parties {
  /**
   * Those of one connection and kind go together where the provider takes several by one call, and enough are due; all
   * others go alone. In the order of the jobs, as far as that holds them together.
   * @param isFree whether nothing runs in the lane of a job
   */
  form(jobs: readonly SyncJob[], isFree: (job: SyncJob) => boolean): Promise<readonly (Party | SyncJob)[]>
}

/** Fewer are as quick alone, side by side. */
const fewest = 5
/** What a provider takes changes with the program only; which provider it is does not change at all. */
const keptMs = 600_000

export function createParties(deps: {
  readonly pool: pg.Pool
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
}): Parties {
  const mosts = createKept<number>(keptMs, Date.now)

  async function findMost({ organizationId, connectionId, entity }: Destination): Promise<number> {
    const connection = await withOrganization(deps.pool, organizationId, (tx) =>
      findConnection(tx, organizationId, connectionId),
    )
    const push = connection && (await deps.loadProvider(connection.provider)).push
    return push?.[entity as Entity]?.together?.most ?? 1
  }

  return {
    async form(jobs, isFree) {
      const partyOf = new Map<SyncJob, Party>()
      for (const [key, crowd] of crowdsIn(jobs.filter(isFree))) {
        const { organizationId, connectionId } = crowd.to
        // Where that can't be told now, one at a time.
        const most = await mosts.get(key, () => findMost(crowd.to)).catch(() => 1)
        for (let from = 0; most > 1 && crowd.jobs.length - from >= fewest; from += most) {
          const party = { organizationId, connectionId, jobs: crowd.jobs.slice(from, from + most) }
          for (const job of party.jobs) partyOf.set(job, party)
        }
      }
      return [...new Set(jobs.map((job) => partyOf.get(job) ?? job))]
    },
  }
}

interface Destination {
  readonly organizationId: string
  readonly connectionId: string
  readonly entity: string
}

/** Enough jobs of one destination, by its name; of one record's changes the first alone. */
function crowdsIn(jobs: readonly SyncJob[]): ReadonlyMap<string, { to: Destination; jobs: SyncJob[] }> {
  const crowds = new Map<string, { to: Destination; jobs: SyncJob[] }>()
  const records = new Set<string>()
  for (const job of jobs) {
    const { organizationId, lane } = job
    const [connectionId, entity, id] = lane.split('/', 3)
    // Only a request's lane tells the way of its record.
    if (!connectionId || !entity || id === undefined || records.has(`${organizationId}/${lane}`)) continue
    records.add(`${organizationId}/${lane}`)
    const key = `${organizationId}/${connectionId}/${entity}`
    const crowd = crowds.get(key) ?? { to: { organizationId, connectionId, entity }, jobs: [] }
    crowds.set(key, crowd)
    crowd.jobs.push(job)
  }
  for (const [key, crowd] of crowds) if (crowd.jobs.length < fewest) crowds.delete(key)
  return crowds
}
