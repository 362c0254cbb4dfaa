import { advanceProjection } from '@syncline/db/projections'
import type { Schedule } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnectionCommands } from '../commands/connection.ts'
import { createTargetDirectory } from '../jobs/targets.ts'
import { createRuns } from '../runs/commands.ts'
import { createRunRunner } from '../runs/run-stream.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { beginDue, type SchedulerDeps } from './scheduler.ts'
import { createScheduleReads } from './schedules.ts'

const by = { actor: 'user:ada', correlationId: 'c-schedule' } as const
const hourly: Schedule = { isOn: true, timing: { every: 3_600 } }
const atTwo: Schedule = { isOn: true, timing: { cron: '0 2 * * *', timeZone: 'Africa/Lagos' } }

let hub: TestHub
let jobs: TestJobs
let ours: TestOrganization
let commands: ReturnType<typeof createConnectionCommands>
let begun: string[]

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  commands = createConnectionCommands({ pool: hub.appPool, appender: hub.appender })
})
afterAll(async () => {
  await jobs.close()
  await hub.close()
})

const known = () => advanceProjection(hub.workerPool, 'directory')

async function set(schedule: Schedule): Promise<void> {
  await commands.setSchedule(ours.organizationId, { connectionId: ours.stripeId, schedule }, by)
  await known()
}
/** A look of one worker, with whatever begins written down. */
const look = (more: Partial<SchedulerDeps> = {}) =>
  beginDue({
    pool: hub.workerPool,
    now: () => new Date(),
    log: jobs.executor.log,
    begin: async (_organizationId, { connectionId, entity }) => {
      begun.push(`${connectionId === ours.stripeId ? 'stripe' : 'flasherp'} ${entity}`)
    },
    ...more,
  })
/** Hours go by for what is in line. */
const pass = (hours: number) =>
  hub.admin.query(
    `update coordination.schedule set due_at = due_at - make_interval(hours => $1), claimed_until = now()
     where organization_id = $2`,
    [hours, ours.organizationId],
  )
const inHand = async () => {
  const { rows } = await hub.admin.query(
    'select true from coordination.schedule where organization_id = $1 and claimed_until > now()',
    [ours.organizationId],
  )
  return rows.length > 0
}
const view = () =>
  createScheduleReads({ pool: hub.appPool }).get(ours.organizationId, { connectionId: ours.stripeId })

async function begin(): Promise<void> {
  begun = []
  ours = await jobs.found({ flows: ['customer', 'invoice'], back: ['customer'] })
  await known()
}

describe('a schedule', () => {
  it('begins nothing when it is set, and everything that flows there and from there when it is due', async () => {
    await begin()
    await set(hourly)
    expect(await look()).toBe(0)
    expect(begun).toEqual([])
    await pass(2)
    expect(await look()).toBe(1)
    expect(begun.toSorted()).toEqual(['flasherp customer', 'stripe customer', 'stripe invoice'])
    expect(await view()).toMatchObject({ schedule: hourly, refusal: null, beganAt: expect.any(String) })
    expect(await look()).toBe(0)
  })

  it('begins runs of what was changed, beside none that goes on already', async () => {
    await begin()
    await set(hourly)
    await look()
    const runner = createRunRunner({ pool: hub.workerPool, appender: hub.workerAppender })
    const runs = createRuns({
      pool: hub.workerPool,
      runner,
      loadProvider: jobs.executor.loadProvider,
      namesOf: async () => new Map(),
    })
    const start: SchedulerDeps['begin'] = (organizationId, { connectionId, entity }, who) =>
      runs.start(organizationId, { connectionId, entities: [entity], kind: 'incremental' }, who)
    const started = async () => {
      const { rows } = await hub.admin.query(
        "select data ->> 'entity' as entity, actor from log.event where organization_id = $1 and type = 'RunStarted'",
        [ours.organizationId],
      )
      return rows
    }
    await pass(2)
    expect(await look({ begin: start })).toBe(1)
    expect(await started()).toHaveLength(3)
    expect(await started()).toContainEqual({ entity: 'invoice', actor: 'system:scheduler' })
    await pass(2)
    expect(await look({ begin: start })).toBe(1)
    expect(await started()).toHaveLength(3)
    expect(await view()).toMatchObject({ refusal: 'STATE_CONFLICT' })
  })

  it('is begun by one worker, however many look', async () => {
    await begin()
    await set(hourly)
    await look()
    await pass(2)
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
    // One has it in hand while the others look.
    const first = look({ begin: () => held })
    await expect.poll(inHand).toBe(true)
    expect(await Promise.all([look(), look(), look()])).toEqual([0, 0, 0])
    letGo()
    expect(await first).toBe(1)
    expect(begun).toEqual([])
    expect(await look()).toBe(0)
  })

  it('is made up for once, however long nobody worked', async () => {
    await begin()
    await set(hourly)
    await look()
    await pass(72)
    expect([await look(), await look()]).toEqual([1, 0])
  })

  it('is reckoned anew when it is set to other times, and rests while it is off', async () => {
    await begin()
    await set(hourly)
    await look()
    await pass(2)
    await set(atTwo)
    expect(await look()).toBe(0)
    expect((await view()).next).toHaveLength(3)
    await set({ ...atTwo, isOn: false })
    await pass(48)
    expect(await look()).toBe(0)
    expect(begun).toEqual([])
  })

  it('rests while the connection is off', async () => {
    await begin()
    await set(hourly)
    await look()
    const reason = { reason: 'The till is being moved' }
    const stream = `connection-${ours.stripeId}`
    await hub.appender.append({
      organizationId: ours.organizationId,
      stream,
      events: [{ type: 'ConnectionDisabled', data: reason }],
      context: { now: new Date(), ...by },
    })
    await known()
    await pass(2)
    expect(await look()).toBe(0)
  })

  it('says why nothing began, and comes again at its next time', async () => {
    await begin()
    await set(hourly)
    await look()
    await pass(2)
    const refuse = async () => {
      throw new SynclineError('STATE_CONFLICT', { reason: 'run_going_on' })
    }
    expect(await look({ begin: refuse })).toBe(1)
    expect(await view()).toMatchObject({ beganAt: null, refusal: 'STATE_CONFLICT' })
    expect(await look()).toBe(0)
  })

  it('left in hand by a worker that died is begun by another', async () => {
    await begin()
    await set(hourly)
    await look()
    await pass(2)
    const die = async () => {
      throw new Error('killed')
    }
    await expect(look({ begin: die })).rejects.toThrow('killed')
    expect(await look()).toBe(0)
    await pass(0)
    expect(await look()).toBe(1)
  })

  it('needs a time that comes', async () => {
    await begin()
    const never = { isOn: true, timing: { cron: '0 0 30 2 *', timeZone: 'UTC' } }
    await expect(set(never)).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      details: { field: 'timing.cron' },
    })
  })
})

describe('a kind of record that is switched off', () => {
  it('waits, with its reason, and travels when it is switched on again', async () => {
    await begin()
    const scope = (off: ('customer' | 'invoice')[]) =>
      commands.setScope(
        ours.organizationId,
        { connectionId: ours.flasherpId, off, reason: 'Moving the till' },
        by,
      )
    await scope(['customer'])
    await known()
    const syncId = await jobs.request(ours, { id: 'cus_scope', name: 'Ada Obi' })
    await jobs.execute(ours, syncId)
    expect(await jobs.state(ours, syncId)).toMatchObject({ status: 'pending', hold: 'switch_off', tries: 0 })
    await scope(['invoice'])
    await known()
    jobs.pass(6_000)
    // What is switched is known for five seconds: another worker looks anew.
    const targets = createTargetDirectory({ pool: hub.workerPool, vault: hub.workerVault })
    expect(await jobs.execute(ours, syncId, { targets })).toBe('done')
  })
})
