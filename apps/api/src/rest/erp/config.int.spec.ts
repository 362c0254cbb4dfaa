import { advanceProjection } from '@syncline/db/projections'
import { keyScopes } from '@syncline/domain/access'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mutation } from '../../testing/edge.ts'
import { startTestHub, type TestHub, type TestOrganization } from '../../testing/hub.ts'
import { startJobs, type TestJobs } from '../../testing/jobs.ts'
import { startTestWeb, type TestWeb } from '../../testing/web.ts'

let hub: TestHub
let jobs: TestJobs
let web: TestWeb

beforeAll(async () => {
  hub = await startTestHub()
  jobs = await startJobs(hub)
  web = await startTestWeb(hub)
})
afterAll(async () => {
  await web.close()
  await jobs.close()
  await hub.close()
})

describe('/api/erp/config', () => {
  let own: TestOrganization
  let keyOfOwn: string
  beforeAll(async () => {
    own = await jobs.found()
    const { admin } = await web.people(own.organizationId, 'pier')
    const made = await web.inject(
      mutation('apiKey.create', { name: 'A program', scopes: keyScopes }, { cookie: admin }),
    )
    keyOfOwn = made.json().result.data.secret
  })
  const call = async (method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = 'config', payload?: object) => {
    const answer = await web.inject({
      method,
      url: `/api/erp/${path}`,
      headers: { 'x-api-key': keyOfOwn },
      ...(payload && { payload }),
    })
    await advanceProjection(hub.workerPool, 'directory')
    return { status: answer.statusCode, body: answer.json(), text: answer.body }
  }
  const liveKeys = async () => {
    const { rows } = await hub.admin.query<{ last_four: string }>(
      `select last_four from custody.credential where connection_id = $1 and kind = 'api_key' order by version desc`,
      [own.flasherpId],
    )
    return rows.map((row) => row.last_four)
  }

  it('takes a new secret, and answers none', async () => {
    const before = await liveKeys()
    const { status, text } = await call('PUT', 'config', { apiKey: 'erp_of_the_new_till' })
    expect([status, text.includes('erp_of_the_new_till')]).toEqual([200, false])
    expect(await liveKeys()).toEqual(['till', ...before])
  })

  it('takes back what it says, and refuses what it can’t change before it changes anything', async () => {
    const { body } = await call('GET')
    expect((await call('PUT', 'config', body)).body).toEqual(body)
    const keys = await liveKeys()
    const refused = await call('PUT', 'config', { apiKey: 'erp_never_kept', syncScope: ['invoice'] })
    expect([refused.status, refused.body.details]).toEqual([
      400,
      { fields: [{ path: 'syncScope', problem: 'does_not_flow_here' }] },
    ])
    expect(await liveKeys()).toEqual(keys)
  })

  it('says honestly whether it is on and how it is', async () => {
    expect((await call('GET', 'status')).body).toMatchObject({ isEnabled: true, healthStatus: 'unknown' })
    // Its made-up address is none of FlashERP's.
    const tested = await call('POST', 'config/test')
    expect([tested.status, tested.body.details]).toMatchObject([400, { field: 'baseUrl' }])
    const noteOf = (validation: string) =>
      hub.admin.query(
        'update custody.credential set validation = $2, validated_at = now() where connection_id = $1',
        [own.flasherpId, validation],
      )
    await noteOf('ok')
    expect((await call('GET', 'status')).body.healthStatus).toBe('healthy')
    await noteOf('INVALID_CREDENTIALS')
    expect((await call('GET', 'status')).body.healthStatus).toBe('unhealthy')
    const off = { isEnabled: false, healthStatus: 'disabled' }
    expect((await call('PUT', 'config', { isEnabled: false })).body).toMatchObject(off)
    expect((await call('GET')).body).toMatchObject(off)
    expect((await call('POST', 'config/test')).status).toBe(409)
    expect((await call('PUT', 'config', { isEnabled: true })).body).toMatchObject({ isEnabled: true })
  })

  it('is gone when it was deleted', async () => {
    expect((await call('DELETE')).body).toEqual({ connectionId: own.flasherpId, deleted: true })
    expect((await call('GET')).body).toMatchObject({ code: 'NOT_CONFIGURED' })
  })

  it('is made anew by the first that is put with the secrets it needs', async () => {
    const { status, body } = await call('PUT', 'config', { apiKey: 'erp_anew', syncScope: ['invoice'] })
    expect([status, body.details]).toEqual([
      400,
      {
        fields: [
          { path: 'apiSecret', problem: 'required' },
          { path: 'syncScope', problem: 'does_not_flow_here' },
        ],
      },
    ])
    const folding = setInterval(() => void advanceProjection(hub.workerPool, 'directory'), 100)
    const secrets = { apiKey: 'erp_of_the_pier', apiSecret: 'secret_of_the_pier' }
    const made = await call('PUT', 'config', secrets).finally(() => clearInterval(folding))
    expect([made.status, made.body]).toMatchObject([
      200,
      { name: 'FlashERP', isEnabled: true, healthStatus: 'unknown' },
    ])
    for (const secret of Object.values(secrets)) expect(made.text).not.toContain(secret)
    const { rows } = await hub.admin.query<{ kind: string; last_four: string }>(
      'select kind, last_four from custody.credential where connection_id = $1 order by kind',
      [made.body.connectionId],
    )
    expect(rows).toEqual([
      { kind: 'api_key', last_four: 'pier' },
      { kind: 'api_secret', last_four: 'pier' },
    ])
  })
})
