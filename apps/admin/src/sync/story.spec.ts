import type { SyncDetail } from '@syncline/domain/view'
import { describe, expect, it } from 'vitest'
import * as details from '../faces/detail-samples.ts'

import { positionBase } from '../parts/timeline.ts'
import { effectOf } from './certainty.ts'
import { story } from './story.ts'
import { timelineLines } from './timeline.ts'
import { steps } from './todo.ts'

const told = (detail: SyncDetail) =>
  story(detail, () => 'just now')
    .map((piece) => piece.text)
    .join('')
const finding = (detail: SyncDetail) =>
  story(detail, () => 'just now')
    .filter((piece) => piece.strong)
    .map((piece) => piece.text.trim())
    .at(-1)

describe('the story', () => {
  it('tells of retries, of the answer that ended it, and of what was not done', () => {
    expect(told(details.failedDetail)).toBe(
      'Stripe reported customer.updated for Amaka Obi just now, and the signature was right. ' +
        'Two tries in a row ended the same way: FlashERP was not available. ' +
        'On the third try FlashERP refused the data. FlashERP said: “phone: must be in international form.” ' +
        'Tries 4 to 6 were not spent, because they would get the same answer. Nothing was written in FlashERP.',
    )
  })

  it('finds what it became', () => {
    expect(finding(details.syncedDetail)).toBe('It is customer C-257 in FlashERP.')
    expect(told(details.syncedDetail)).toContain('It went through on the first try, in 84 ms.')
  })

  it('says once that it may have been written, and why that is safe', () => {
    const text = told(details.unknownDetail)
    expect(text.match(/may have written/g)).toHaveLength(1)
    expect(text).toContain('under the same key, so nothing can be written twice.')
  })

  it('names who set it aside, and why', () => {
    const text = told(details.skippedDetail)
    expect(text).toContain('Tunde Bakare set it aside: “already booked by hand”.')
    expect(text).toContain('Nothing was written in FlashERP.')
    expect(text).toContain('Nothing more will be sent.')
  })

  it('says that retries are used up', () => {
    const row = {
      ...details.waitingDetail.row,
      status: 'failed',
      face: 'failed',
      retries: 5,
      tries: 6,
    } as const
    expect(told({ ...details.waitingDetail, row })).toContain('All 5 retries are used up')
  })

  it('says what holds it back', () => {
    const row = { ...details.pendingDetail.row, face: 'waiting', hold: 'breaker' } as const
    expect(told({ ...details.pendingDetail, row })).toContain(
      'It has not been sent yet. FlashERP failed several times in a row and rests.',
    )
    const waits = {
      ...details.waitingDetail.timeline.at(-1),
      type: 'SyncRetryScheduled',
      data: { hold: 'limit' },
    }
    const timeline = [waits] as SyncDetail['timeline']
    expect(timelineLines({ ...details.pendingDetail, row, timeline }).at(-1)?.text).toBe(
      'FlashERP allows only so many requests at a time',
    )
  })

  it('says what has to come first', () => {
    const row = { ...details.pendingDetail.row, face: 'waiting', hold: 'dependency' } as const
    expect(told({ ...details.pendingDetail, row })).toContain(
      'It has not been sent yet. Waits until what it refers to is in FlashERP.',
    )
  })

  it('says of an outage whose outcome is open nothing that is not known', () => {
    const open = <Entry extends { readonly data: object }>(entry: Entry) => ({
      ...entry,
      data: { ...entry.data, certainty: 'unknown' },
    })
    const text = told({
      ...details.waitingDetail,
      timeline: details.waitingDetail.timeline.map(open),
      tries: details.waitingDetail.tries.map((each) => ({ ...each, certainty: 'unknown' as const })),
    })
    expect(text).toContain('FlashERP was not available. FlashERP may have written it.')
    expect(text).not.toContain('wrote nothing')
  })

  it('begins with a person where there was no webhook', () => {
    expect(told(details.pendingDetail)).toBe(
      'Tunde Bakare asked for customer Emeka Okafor to be written to FlashERP just now. It has not been sent yet.',
    )
  })
})

describe('what is known of the other side', () => {
  const { tries } = details.waitingDetail

  it('is nothing when every try surely did nothing', () => {
    expect(effectOf({ effect: null, tries })).toBe('nothing')
    expect(effectOf({ effect: null, tries: [] })).toBe('nothing')
  })

  it('stays open after one open outcome, whatever came later', () => {
    const open = tries.map((each, index) => (index === 0 ? { ...each, certainty: 'unknown' as const } : each))
    expect(effectOf({ effect: null, tries: open })).toBe('maybe')
  })

  it('is open while a try is out', () => {
    const running = tries.map((each) => ({ ...each, outcome: 'running' as const, certainty: null }))
    expect(effectOf({ effect: null, tries: running })).toBe('running')
  })

  it('is written once the provider said so', () => {
    expect(effectOf(details.syncedDetail)).toBe('written')
  })
})

describe('the timeline', () => {
  const lines = timelineLines(details.failedDetail)

  it('begins with the webhook and tells a failure and its wait in one line', () => {
    expect(lines.map((line) => line.text)).toEqual([
      'Stripe reported a change',
      'Sync asked for',
      'Try 1 started',
      'FlashERP down, again in 2 s',
      'Try 2 started',
      'FlashERP down, again in 5 s',
      'Try 3 started',
      'Refused by FlashERP',
    ])
  })

  it('alarms only at the end', () => {
    expect(lines.filter((line) => line.mark === 'failed')).toHaveLength(1)
    expect(lines.at(-1)).toMatchObject({ mark: 'failed', strong: true })
  })

  it('shortens positions that lie together', () => {
    expect(positionBase(lines)).toBe(48_190_000)
    expect(positionBase([])).toBe(0)
  })
})

describe('what to do', () => {
  it('has one primary step when it failed', () => {
    const all = steps(details.failedDetail, null)
    expect(all.map(({ action, primary }) => ({ action, primary }))).toEqual([
      { action: 'retry', primary: true },
      { action: 'skip', primary: false },
    ])
  })

  it('is nothing when it arrived', () => {
    expect(steps(details.syncedDetail, null)).toEqual([])
  })

  it('is waiting when it goes again by itself', () => {
    expect(steps(details.waitingDetail, '14 s')[0]).toMatchObject({
      title: 'Nothing: it goes again in 14 s',
      primary: false,
    })
  })
})
