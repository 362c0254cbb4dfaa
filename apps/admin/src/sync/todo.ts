import { explain } from '@syncline/domain/error'
import type { SyncRow } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'
import type { SyncAction } from '../syncs/can.ts'
import { targetTitle } from '../syncs/sentence.ts'

/** One thing a person can do, and whether it is the one to do. */
export interface Step {
  readonly title: string
  readonly text: string
  readonly action: SyncAction | null
  readonly primary: boolean
  readonly label: string
}

const words = strings.sync.todo
const retryLabel = strings.syncs.retry

const aside: Step = {
  title: words.skipTitle,
  text: words.skipText,
  action: 'skip',
  primary: false,
  label: strings.syncs.skip,
}

/** The first sentence is the title, the rest explains it. */
function split(remedy: string): { title: string; text: string } {
  const end = remedy.search(/[.:]\s/)
  if (end < 0) return { title: remedy.replace(/\.$/, ''), text: '' }
  return { title: remedy.slice(0, end), text: capital(remedy.slice(end + 1).trim()) }
}
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/**
 * What to do about a sync; nothing for one that has arrived.
 * @param next the countdown to its next try, «now» when that is due, null when none is set
 */
export function steps(row: SyncRow, next: string | null): readonly Step[] {
  const provider = targetTitle(row)
  switch (row.status) {
    case 'synced':
    case 'syncing':
      return []
    case 'failed': {
      const remedy = row.error === null ? words.failed : explain(row.error.code, provider).remedy
      return [{ ...split(remedy), action: 'retry', primary: true, label: retryLabel }, aside]
    }
    case 'pending':
      if (row.hold === null)
        return [
          { title: words.pending, text: words.pendingText, action: null, primary: false, label: '' },
          aside,
        ]
      // The choice itself has a section of its own.
      if (row.hold === 'conflict') return [aside]
      return [
        {
          title: next === null ? words.held : next === 'now' ? words.waitingNow : words.waiting(next),
          text: words.waitingText,
          action: 'retry',
          primary: false,
          label: words.retryNow,
        },
        aside,
      ]
    case 'skipped':
    case 'cancelled':
      return [
        {
          title: words.again,
          text: words.againText(provider),
          action: 'retry',
          primary: false,
          label: retryLabel,
        },
      ]
  }
}
