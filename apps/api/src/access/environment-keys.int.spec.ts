import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Edge, ourSync, query, startEdge, theirs } from '../testing/edge.ts'

const key = 'a-key-of-the-programs-from-before'
let edge: Edge
beforeAll(async () => {
  edge = await startEdge({ environmentKeys: ['another-key-of-the-programs', key] })
})
afterAll(() => edge.close())

const get = async (headers: Record<string, string>) => {
  const answer = await edge.inject(query('sync.get', { syncId: ourSync }, headers))
  return answer.statusCode
}

it('opens the only organization to all that a key may do, and nothing once there are several', async () => {
  // Two are there from the start.
  expect(await get({ 'x-api-key': key })).toBe(401)
  await edge.admin.query('delete from auth.member where "organizationId" = $1', [theirs.id])
  await edge.admin.query('delete from auth.organization where id = $1', [theirs.id])
  for (const headers of [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }])
    await expect.poll(() => get(headers), { timeout: 5_000 }).toBe(200)
  for (const wrong of [key.slice(1), `${key}x`, key.toUpperCase(), ''])
    expect(await get({ 'x-api-key': wrong }), wrong).toBe(401)
  const person = await edge.inject(query('session.me', undefined, { 'x-api-key': key }))
  expect(person.statusCode).toBe(403)
  expect(JSON.stringify(edge.log)).not.toContain(key)

  await edge.auth.addOrganization({ id: randomUUID(), name: 'A second one' })
  await expect.poll(() => get({ 'x-api-key': key }), { timeout: 5_000 }).toBe(401)
})
