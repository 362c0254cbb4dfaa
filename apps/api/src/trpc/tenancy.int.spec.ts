import { randomUUID } from 'node:crypto'
import { keyScopes, type Permission, permissionsOf, type Role, roles } from '@syncline/domain/access'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inputOf } from '../rest/routes.ts'
import { mutation, query } from '../testing/edge.ts'
import { startTestHub, stripeEvent, type TestHub } from '../testing/hub.ts'
import { startJobs, type TestJobs } from '../testing/jobs.ts'
import { type Ids, sampleInput } from '../testing/sample-input.ts'
import { startTestWeb, type TestWeb } from '../testing/web.ts'
import type { ProcedureMeta } from './procedure.ts'
import { appRouter } from './router.ts'

/**
 * Every procedure, made from the router itself, on the hub as it runs: by each role, by keys, for a foreign
 * organization, and with the ids of another organization in every place that takes one.
 */
interface Definition {
  readonly _def: {
    readonly type: 'query' | 'mutation' | 'subscription'
    readonly meta: ProcedureMeta
    readonly inputs: Parameters<typeof inputOf>[0][]
  }
}
const all = Object.entries(appRouter._def.procedures as unknown as Record<string, Definition>)
const procedures = all
  .filter(([, { _def }]) => _def.type !== 'subscription')
  .map(([name, { _def }]) => ({
    name,
    ..._def.meta,
    type: _def.type,
    schema: _def.inputs[0],
    input: inputOf(_def.inputs[0]),
  }))

interface Side {
  readonly organizationId: string
  readonly ids: Ids
  readonly cookies: Readonly<Record<Role, string>>
}

let hub: TestHub
let jobs: TestJobs
let web: TestWeb
let ours: Side
let theirs: Side

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
  ours = await found('quay')
  theirs = await found('harbour')
})
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

/** An organization with one of everything that has an id. */
async function found(word: string): Promise<Side> {
  const organization = await jobs.found()
  const { organizationId, flasherpId: connectionId, stripeId } = organization
  const cookies = await web.people(organizationId, word)
  const customer = { id: `cus_${word}`, name: `Canary ${word}`, email: `canary@${word}.example` }
  const deliveryId = await jobs.receive(organization, stripeEvent({ customer }))
  await jobs.route()
  await jobs.project()
  const [syncId] = (await jobs.routed(organization, deliveryId)) as [string]
  const admin = { cookie: cookies.admin }
  const flows = await web.inject(query('flow.list', undefined, admin))
  const bulkId = randomUUID()
  const selection = { kind: 'ids', syncIds: [syncId] }
  await web.inject(mutation('sync.retryMany', { bulkId, selection }, admin))
  const { flowId } = flows.json().result.data[0]
  const started = { connectionId: stripeId, entities: ['customer'], kind: 'full' }
  const [{ runId }] = (await web.inject(mutation('run.start', started, admin))).json().result.data.runs
  const keyId = (await makeKey(cookies.admin, ['sync.read'])).split('_')[2] as string
  const invited = await web.inject(
    mutation('invitation.create', { email: `invited@${word}.example`, role: 'auditor' }, admin),
  )
  const { invitationId } = invited.json().result.data.invitation
  const { members } = (await web.inject(query('member.list', undefined, admin))).json().result.data
  const { userId } = members.find(({ role }: { role: Role }) => role === 'auditor')
  const people = { userId, invitationId }
  const ids = { syncId, deliveryId, connectionId, flowId, bulkId, runId, keyId, ...people, any: stripeId }
  return {
    organizationId,
    cookies,
    ids: { ...ids, sourceConnectionId: stripeId, targetConnectionId: connectionId },
  }
}

async function makeKey(cookie: string, scopes: readonly Permission[]): Promise<string> {
  const answer = await web.inject(
    mutation('apiKey.create', { name: 'A program', scopes, expiresInDays: 1 }, { cookie }),
  )
  if (answer.statusCode !== 200) throw new Error(answer.body)
  return answer.json().result.data.secret
}

/** Ids that nothing has. */
function nowhere(): Ids {
  const ids = Object.keys(ours.ids).map((name) => [name, randomUUID()])
  return { ...Object.fromEntries(ids), keyId: '0000000000000000' }
}

const send = (
  { name, type }: (typeof procedures)[number],
  input: unknown,
  headers: Record<string, string>,
): Promise<LightMyRequestResponse> => web.inject((type === 'query' ? query : mutation)(name, input, headers))
const codeOf = (answer: LightMyRequestResponse): string | undefined => answer.json().error?.data.syncline.code
const closed = ['AUTH_REQUIRED', 'PERMISSION_DENIED', 'TENANT_ACCESS_DENIED']

it('leaves out no procedure but the bell, which has a test of its own', () => {
  const left = all.filter(([name]) => !procedures.some((procedure) => procedure.name === name))
  expect(left.map(([name]) => name)).toEqual(['live.changes'])
  expect(procedures.filter(({ permission }) => permission === 'public')).toEqual([])
})

describe.each(procedures)('$name', (procedure) => {
  const { permission } = procedure
  const own = () => sampleInput(procedure.input, ours.ids)

  it('takes the input that is made for it', () => {
    const problems = procedure.schema?.safeParse(sampleInput(procedure.input, nowhere())).error?.issues
    expect(problems).toBeUndefined()
  })

  it('refuses fields it does not know, and does not say them back', async () => {
    const input = { ...(own() as object | undefined), more: 'canary' }
    const answer = await send(procedure, input, { cookie: ours.cookies.admin })
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'INVALID_INPUT'])
    expect(answer.body).not.toContain('canary')
  })

  it('is closed to nobody', async () => {
    const answer = await send(procedure, own(), {})
    expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'AUTH_REQUIRED'])
  })

  it.each(roles)('answers to the role %s as its permissions say', async (role) => {
    const answer = await send(procedure, sampleInput(procedure.input, nowhere()), {
      cookie: ours.cookies[role],
    })
    const allowed =
      permission === 'signed-in' || (permissionsOf[role] as readonly string[]).includes(permission)
    if (allowed) expect(closed).not.toContain(codeOf(answer))
    else expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'PERMISSION_DENIED'])
    expect(answer.statusCode).toBeLessThan(500)
  })

  it('answers to a key as its scopes say', async () => {
    const input = sampleInput(procedure.input, nowhere())
    const others = keyScopes.filter((scope) => scope !== permission)
    const without = await send(procedure, input, { 'x-api-key': await keyOf(others) })
    expect([without.statusCode, codeOf(without)]).toEqual([403, 'PERMISSION_DENIED'])
    if (others.length === keyScopes.length) return
    const within = await send(procedure, input, { 'x-api-key': await keyOf([permission as Permission]) })
    expect(closed).not.toContain(codeOf(within))
    expect(within.statusCode).toBeLessThan(500)
  })

  it('is refused for an organization one is not in, existing or not', async () => {
    for (const organization of [theirs.organizationId, randomUUID(), 'no id'])
      for (const who of [{ cookie: ours.cookies.admin }, { 'x-api-key': await keyOf(keyScopes) }]) {
        const answer = await send(procedure, own(), { ...who, 'x-syncline-organization': organization })
        expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'TENANT_ACCESS_DENIED'])
      }
  })
})

/** Commands that are given the id of what they begin: a foreign one would be a new thing of ours. */
const beginning = ['sync.retryMany', 'sync.skipMany', 'webhook.replayMany']
const marked: Ids = new Proxy({}, { get: () => '5f0c9a0e-2f6b-4a55-9c4b-2d1f6a7e8b90' })
const takingIds = procedures.filter(({ input }) =>
  JSON.stringify(sampleInput(input, marked) ?? null).includes(marked['any'] as string),
)

describe.each(takingIds)('$name', (procedure) => {
  it('answers ids of another organization exactly as ids of nothing', async () => {
    const ask = async (given: Ids) => {
      const ids = beginning.includes(procedure.name) ? { ...given, bulkId: randomUUID() } : given
      const input = sampleInput(procedure.input, ids)
      return bare(await send(procedure, input, { cookie: ours.cookies.admin }), ids)
    }
    // What is told apart by a name is made here, and taken ever after.
    await ask(nowhere())
    const foreign = await ask(theirs.ids)
    expect(foreign).toEqual(await ask(nowhere()))
    expect(foreign).not.toMatch(/harbour/i)
  })
})

const keys = new Map<string, Promise<string>>()
function keyOf(scopes: readonly Permission[]): Promise<string> {
  const name = scopes.join()
  const key = keys.get(name) ?? makeKey(ours.cookies.admin, scopes)
  keys.set(name, key)
  return key
}

/** An answer without what is another one each time, its own ids included. */
function bare(answer: LightMyRequestResponse, ids: Ids): string {
  let text = `${answer.statusCode} ${answer.body}`
  for (const [name, id] of Object.entries(ids)) text = text.replaceAll(id, name)
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'uuid')
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'time')
    .replaceAll(/syn_test_\w+/g, 'key')
    .replaceAll(/"(keyId|prefix)":"\w+"/g, '"$1"')
    .replaceAll(/"(position|uses|usesToday)":\d+/g, '"$1"')
}

describe('after all of that', () => {
  it('the other organization is as it was', async () => {
    const { rows } = await hub.admin.query<{ actor: string }>(
      'select distinct actor from log.event where organization_id = $1',
      [theirs.organizationId],
    )
    const { rows: people } = await hub.admin.query<{ id: string }>(
      `select id from auth."user" where email like '%@quay.example'`,
    )
    for (const { id } of people) expect(rows.map(({ actor }) => actor)).not.toContain(`user:${id}`)
    expect(people).toHaveLength(3)
  })
})
