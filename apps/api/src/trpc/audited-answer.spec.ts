import { describe, expect, it } from 'vitest'
import { answerOf } from './audited-answer.ts'

const secret = 'syn_live_Zk3mQ9tVb1LxR7aP_canary'

describe('what of an answer goes into the audit', () => {
  it('is ids, states, times and counts', () => {
    const answer = { position: 12, syncId: 's1', state: 'done', askedAt: '2026-11-21T00:00:00Z', more: null }
    expect(answerOf(answer)).toEqual(answer)
    expect(answerOf([{ position: 1 }])).toEqual({ items: [{ position: 1 }] })
    expect(answerOf({ endpoints: [{ endpointId: 'we_1', url: 'https://x.example' }] })).toEqual({
      endpoints: [{ endpointId: 'we_1' }],
    })
  })

  it('is no secret, no link and no person', () => {
    const answer = {
      secret,
      link: `https://hub.example/invitation/${secret}`,
      url: secret,
      name: 'Ada Obi',
      scopes: ['sync.read'],
      key: { keyId: 'k1', prefix: secret, inner: { deeper: { deepest: 1 } } },
    }
    expect(answerOf(answer)).toEqual({ key: { keyId: 'k1', inner: {} } })
  })

  it.each([null, undefined, 'text', 7])('is nothing for %s', (answer) => expect(answerOf(answer)).toBeNull())

  it('is short, however long and deep the answer is', () => {
    let deep: unknown = 1
    for (let n = 0; n < 5_000; n++) deep = { deep }
    const kept = answerOf({ deep, syncIds: Array(10_000).fill('x'.repeat(5_000)) })
    expect(JSON.stringify(kept).length).toBeLessThan(12_000)
  })
})
