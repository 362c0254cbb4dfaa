import { randomBytes } from 'node:crypto'
import type { SyncDetail, SyncList } from '@syncline/domain/view'
import { askSandbox } from './ask-sandbox.ts'
import { type Caller, signIn } from './caller.ts'
import { type Stack, startStack, until } from './stack.ts'

/**
 * Walks one record through every room and names the room where it stops. Starts a Syncline of its own and ends it.
 */
const word = randomBytes(3).toString('hex')
const name = `Smoke ${word}`

interface Walk {
  stack: Stack
  caller: Caller
  customerId: string
  eventId: string
  syncId: string
  externalId: string
}

const sandbox = <Answer>({ stack }: Pick<Walk, 'stack'>, path: string, body?: unknown) =>
  askSandbox<Answer>(stack.sandboxUrl, path, body)

const rooms: Record<string, (walk: Walk) => Promise<string>> = {
  async 'start: database, sandbox, API, worker and pages'(walk) {
    walk.stack = await startStack({ SANDBOX_TRAFFIC: '0' })
    return walk.stack.baseUrl
  },
  async 'pages: the SPA is served'(walk) {
    const page = await fetch(walk.stack.baseUrl, { headers: { accept: 'text/html' } })
    if (!(await page.text()).toLowerCase().includes('<!doctype html'))
      throw new Error(`answered ${page.status} without a page`)
    return `${page.status}`
  },
  async 'sign-in: an operator'(walk) {
    walk.caller = await signIn(walk.stack)
    return 'signed in'
  },
  async 'Stripe: a customer is made'(walk) {
    const { events, objects } = await sandbox<{ events: string[]; objects: string[] }>(
      walk,
      '/trigger/stripe/customer.created',
      { name },
    )
    walk.eventId = String(events[0])
    walk.customerId = String(objects[0])
    return walk.customerId
  },
  async 'door: the signed webhook is acknowledged'(walk) {
    return until('the acknowledgement', async () => {
      const { entries } = await sandbox<{ entries: { eventId: string; state: string }[] }>(
        walk,
        `/deliveries?eventId=${walk.eventId}`,
      )
      const state = entries[0]?.state
      return state === 'acknowledged' ? walk.eventId : undefined
    })
  },
  async 'router and list: a sync is shown'(walk) {
    return until('the row', async () => {
      const { rows } = await walk.caller.query<SyncList>('sync.list', {})
      // The same customer goes to Mailchimp as well.
      const row = rows.find((one) => one.source.id === walk.customerId && one.target.provider === 'flasherp')
      if (row?.label !== name) return undefined
      walk.syncId = row.syncId
      return row.syncId
    })
  },
  async 'executor: it is synced'(walk) {
    return until('the state', async () => {
      const { row } = await walk.caller.query<SyncDetail>('sync.get', { syncId: walk.syncId })
      if (row.face !== 'synced') return undefined
      walk.externalId = String(row.externalId)
      return `written as ${row.externalId} in ${row.durationMs} ms`
    })
  },
  async 'FlashERP: one effect, for this customer'(walk) {
    const { entries } = await sandbox<{
      entries: { objectId: string; externalRef: string; operation: string }[]
    }>(walk, '/ledger/effects?provider=flasherp')
    const mine = entries.filter((entry) => entry.externalRef === walk.customerId)
    if (mine.length !== 1 || mine[0]?.objectId !== walk.externalId)
      throw new Error(`the ledger has ${mine.length} effects: ${JSON.stringify(mine)}`)
    return `${mine[0].operation} ${mine[0].objectId}`
  },
  async 'detail: webhook, sync and effect are linked'(walk) {
    const detail = await walk.caller.query<SyncDetail>('sync.get', { syncId: walk.syncId })
    if (detail.webhook?.providerEventId !== walk.eventId) throw new Error('the webhook is not its cause')
    if (detail.effect?.externalId !== walk.externalId) throw new Error('the effect is not its end')
    return `${detail.timeline.length} events, ${detail.tries.length} try`
  },
}

const walk = {} as Walk
let failed = 0
for (const [room, enter] of Object.entries(rooms)) {
  try {
    process.stdout.write(`ok    ${room} (${await enter(walk)})\n`)
  } catch (error) {
    process.stdout.write(`STOP  ${room}: ${error instanceof Error ? error.message : String(error)}\n`)
    failed = 1
    break
  }
}
await walk.stack?.stop()
process.stdout.write(failed === 0 ? 'The record went through every room.\n' : 'The record stopped there.\n')
process.exit(failed)
