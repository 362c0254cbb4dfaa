import type { BulkAction, BulkRefusal } from '@syncline/domain/bulk'
import { count, syncsOf, webhooksOf } from './many.ts'

type ByAction<Words> = Readonly<Record<BulkAction, Words>>

const left: Record<BulkRefusal, (value: number) => string> = {
  already_synced: (value) => `${count(value)} already synced`,
  running: (value) => `${count(value)} running just then`,
  in_line: (value) => `${count(value)} already in line`,
  already_skipped: (value) => `${count(value)} already skipped`,
  already_cancelled: (value) => `${count(value)} already cancelled`,
  awaits_choice: (value) => `${count(value)} waiting for a choice`,
  not_routed_yet: (value) => `${count(value)} waiting to be routed already`,
  replayed_too_often: (value) => `${count(value)} replayed too often`,
  payload_expired: (value) => `${count(value)} no longer kept`,
  changed_meanwhile: (value) => `${count(value)} changing just then`,
  not_found: (value) => `${count(value)} not there any more`,
  unreadable: (value) => `${count(value)} that could not be read`,
}

const completed: ByAction<(done: number) => string> = {
  retry: (done) => `${syncsOf(done)} put in line again`,
  skip: (done) => `${syncsOf(done)} skipped`,
  replay: (done) => `${webhooksOf(done)} put in line to be read again`,
}
const stopped = (action: BulkAction) => (done: number) => `Stopped. ${completed[action](done)}`

/** Ticking rows of a list. */
export const selection = {
  bar: 'What is selected',
  select: 'Select',
  done: 'Done',
  one: (record: string) => `Select ${record}`,
  page: 'Select all on this page',
  count: (value: number) => `${count(value)} selected`,
  all: (matching: string) => `All ${matching} matching are selected`,
  or: 'or',
  selectAll: (matching: string) => `select all ${matching} matching`,
  act: {
    retry: (value: string) => `Retry ${value}…`,
    skip: (value: string) => `Skip ${value}…`,
    replay: (value: string) => `Replay ${value}…`,
  },
  can: {
    retry: (value: number) => `${count(value)} can be retried`,
    skip: (value: number) => `${count(value)} skipped`,
    replay: (value: number) => `${count(value)} can be replayed`,
  },
  none: {
    retry: 'None of these can be retried.',
    skip: 'None of these can be skipped.',
    replay: 'None of these can be replayed.',
  },
  clear: 'Clear the selection',
  held: 'Live is held while rows are selected',
  full: (most: number) => `${count(most)} can be selected at once. Filter instead, and select all matching.`,
} as const

/** One command on many, on its way and at its end. */
export const bulk = {
  card: 'Command on many',
  running: { retry: 'Retrying', skip: 'Skipping', replay: 'Replaying' },
  progress: (gone: string, total: string) => `${gone} of ${total} gone through`,
  completed,
  stopped: { retry: stopped('retry'), skip: stopped('skip'), replay: stopped('replay') },
  left: (parts: string) => `Left as they were: ${parts}.`,
  reasons: left,
  by: (name: string) => `Asked for by ${name}`,
  stop: 'Stop',
  stopping: 'Stopping',
  dismiss: 'Close this card',
  failed: 'How far it has come could not be read; it goes on all the same.',
} as const
