import { describe, expect, it } from 'vitest'
import { restRoutes, routeOf } from './routes.ts'

const uuid = { type: 'string' }
const input = (...names: string[]) => ({ properties: Object.fromEntries(names.map((name) => [name, uuid])) })

describe('a procedure as a route', () => {
  it.each([
    ['sync.list', true, input(), 'GET /syncs 200'],
    ['sync.get', true, input('syncId'), 'GET /syncs/{syncId} 200'],
    ['sync.counts', true, input(), 'GET /syncs/counts 200'],
    ['webhook.detail', true, input('deliveryId'), 'GET /webhooks/{deliveryId} 200'],
    ['sync.conflict', true, input('syncId'), 'GET /syncs/{syncId}/conflict 200'],
    ['sync.request', false, input('sourceId'), 'POST /syncs 201'],
    ['sync.requestMany', false, input('sourceIds'), 'POST /syncs/request-many 201'],
    ['sync.retry', false, input('syncId'), 'POST /syncs/{syncId}/retry 200'],
    ['sync.retryMany', false, input('bulkId'), 'POST /syncs/retry-many 200'],
    ['flow.setConflictPolicy', false, input('flowId'), 'PUT /flows/{flowId}/conflict-policy 200'],
    ['apiKey.create', false, input('name'), 'POST /api-keys 201'],
    ['apiKey.revoke', false, input('keyId'), 'DELETE /api-keys/{keyId} 200'],
    ['vendor.update', false, input('vendorId', 'name'), 'PATCH /vendors/{vendorId} 200'],
  ])('%s', (name, isQuery, schema, expected) => {
    const { method, path, status } = routeOf(name, isQuery, schema)
    expect(`${method} ${path} ${status}`).toBe(expected)
  })

  it('stands for one procedure only', () => {
    const addresses = restRoutes().map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`)
    expect(addresses.length).toBeGreaterThan(20)
    expect(addresses.filter((address, at) => addresses.indexOf(address) !== at)).toEqual([])
  })
})
