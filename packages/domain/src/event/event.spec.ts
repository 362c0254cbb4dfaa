import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { RecordedEvent } from './index.ts'
import { catalogue, checkEvent, upcast } from './index.ts'

const recorded = (type: string, schemaVersion: number, data: unknown): RecordedEvent => ({
  position: 7,
  organizationId: 'o',
  stream: 's',
  version: 1,
  type,
  schemaVersion,
  occurredAt: new Date(0),
  recordedAt: new Date(0),
  actor: 'system:test',
  correlationId: 'c',
  causationPosition: null,
  metadata: {},
  data,
})

describe('the catalogue', () => {
  for (const [type, definition] of Object.entries(catalogue))
    it(`${type}: its example fits its schema, its name is its key`, () => {
      expect(definition.type).toBe(type)
      expect(checkEvent({ type, data: definition.example }, `${definition.stream}-1`)).toMatchObject({ type })
    })

  it('names the path of what does not fit, never the value', () => {
    const bad = { type: 'SyncSkipped', data: { reason: 'x', card: '4242424242424242' } }
    expect(() => checkEvent(bad, 'sync-1')).toThrow(/data\.reason/)
    expect(() => checkEvent(bad, 'sync-1')).not.toThrow(/4242/)
  })
  it('refuses personal data in the clear where a sealed text is asked for', () => {
    const data = { ...catalogue.SyncRequested.example, label: 'Amaka Obi' }
    expect(() => checkEvent({ type: 'SyncRequested', data }, 'sync-1')).toThrow(/data\.label/)
  })
  it('is not fooled by names that every object has', () => {
    for (const type of ['constructor', '__proto__', 'toString'])
      expect(() => checkEvent({ type, data: {} }, 'sync-1')).toThrow(/No event type/)
  })
})

describe('upcasting', () => {
  it('stops at an event that is newer than this build', () => {
    expect(() => upcast(recorded('SyncSkipped', 2, {}))).toThrow(/newer than this build/)
    expect(() => upcast(recorded('Unheard', 1, {}))).toThrow(/newer than this build/)
  })
  it('brings an old event up step by step', () => {
    const chain = { SyncSkipped: { 0: (data: unknown) => ({ reason: (data as { why: string }).why }) } }
    expect(upcast(recorded('SyncSkipped', 0, { why: 'old form' }), chain).data).toEqual({
      reason: 'old form',
    })
  })
})

describe('what earlier builds wrote', () => {
  const changed = {
    operation: 'upsert',
    sourceVersion: '001790000001.02.0000000000000043',
    objectVersion: null,
    label: null,
    deliveryId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c22',
    payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c21',
    payloadKind: 'webhook',
  }
  const first: Record<string, Record<string, unknown>> = {
    SyncRequested: {
      connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      provider: 'flasherp',
      entity: 'customer',
      direction: 'outbound',
      operation: 'upsert',
      source: {
        connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
        system: 'stripe',
        id: 'cus_1',
        version: '001790000000.01.0000000000000042',
      },
      label: null,
      deliveryId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c12',
      payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c11',
      mappingVersion: 1,
      maxRetries: 3,
    },
    SyncCoalesced: { ...changed, tied: false },
    SourceRead: { ...changed, deliveryId: null, payloadKind: 'record' },
    SyncSuperseded: { newerVersion: '001790000100.01.0000000000000057' },
    FlowEnabled: {
      entity: 'customer',
      sourceConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
      targetConnectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a02',
      mappingVersion: 1,
    },
    WebhookIgnored: { reason: 'no_flow' },
    ConnectionChoicesSet: {
      choices: { expense_account: { id: '13', name: 'Supplies' } },
      accountId: '9130000000000001',
      baseUrl: 'https://quickbooks.api.intuit.com/v3/company/9130000000000001',
    },
    BulkRequested: {
      action: 'retry',
      reason: null,
      selection: { kind: 'filter', filter: { faces: ['failed'] }, upto: 48_201_900 },
      total: 3_412,
    },
    BulkReplayRequested: {
      reason: 'The flow was off that day',
      selection: { kind: 'filter', filter: { statuses: ['ignored'] }, upto: 48_201_900 },
      total: 812,
    },
    ConnectionScopeSet: { off: ['subscription'], reason: 'Subscriptions move to the new till first' },
    WebhookReceived: {
      connectionId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a01',
      provider: 'stripe',
      providerEventId: 'evt_1',
      eventType: 'customer.updated',
      payloadId: '0b9d5a52-7a54-4d0e-8f5e-4d0f3a9f1c11',
      sizeBytes: 1,
    },
  }
  for (const [type, data] of Object.entries(first))
    it(`${type} of version 1 is read as one of today`, () => {
      const { data: today, schemaVersion } = upcast(recorded(type, 1, data))
      expect(schemaVersion).toBe(catalogue[type as keyof typeof catalogue].version)
      expect(catalogue[type as keyof typeof catalogue].schema.parse(today)).toEqual(today)
    })
})

it('the domain is pure', () => {
  const root = new URL('..', import.meta.url)
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'),
  )
  expect(sources.length).toBeGreaterThan(20)
  for (const name of sources) {
    const text = readFileSync(new URL(name, root), 'utf8')
    expect(text, name).not.toMatch(
      /from 'node:|Date\.now|new Date\(\)|Math\.random|randomUUID|\bfetch\(|process\.env/,
    )
  }
})
