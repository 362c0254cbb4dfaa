import { type ErrorCode, explain } from '@syncline/domain/error'
import type { SyncDetail } from '@syncline/domain/view'
import * as strings from '../strings/index.ts'
import type { SyncAction } from '../syncs/can.ts'
import { targetTitle } from '../syncs/sentence.ts'
import { effectOf } from './certainty.ts'

/** One thing a person can do, and whether it is the one to do. */
export interface Step {
  readonly title: string
  readonly text: string
  /** A command on the sync, or the page where the remedy is done; null where there is nothing to press. */
  readonly action: SyncAction | Place | null
  readonly primary: boolean
  readonly label: string
}

/** Where a person goes to do what a remedy says. */
export type Place = 'connection' | 'mapping' | 'webhook'

const places: Readonly<Partial<Record<ErrorCode, Place>>> = {
  INVALID_CREDENTIALS: 'connection',
  TOKEN_EXPIRED: 'connection',
  TOKEN_REFRESH_FAILED: 'connection',
  SIGNATURE_INVALID: 'connection',
  PROVIDER_FORBIDDEN: 'connection',
  NETWORK_UNREACHABLE: 'connection',
  NOT_CONFIGURED: 'connection',
  CONNECTION_DISABLED: 'connection',
  SCOPE_DISABLED: 'connection',
  MAPPING_FAILED: 'mapping',
  REQUIRED_FIELD_MISSING: 'mapping',
  PAYLOAD_UNREADABLE: 'webhook',
}
/** Remedies that begin with the retry itself; the page is for when that does not help. */
const retryFirst: ReadonlySet<ErrorCode> = new Set(['TOKEN_EXPIRED', 'NETWORK_UNREACHABLE'])

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

/** What a failed sync needs: what its error says, the retry after it, or setting it aside. */
function remedies({ row, webhook }: SyncDetail): readonly Step[] {
  const code = row.error?.code ?? null
  const provider = targetTitle(row)
  const remedy = split(code === null ? words.failed : explain(code, provider).remedy)
  const retry = { action: 'retry', label: retryLabel } as const
  const place = code === null ? undefined : places[code]
  if (code === null || place === undefined || (place === 'webhook' && webhook === null))
    return [{ ...remedy, ...retry, primary: true }, aside]
  const visit = { action: place, label: words.open[place](provider) }
  return retryFirst.has(code)
    ? [
        { ...remedy, ...retry, primary: true },
        { title: words.stays, text: '', ...visit, primary: false },
        aside,
      ]
    : [
        { ...remedy, ...visit, primary: true },
        { title: words.thenRetry, text: words.againText(provider), ...retry, primary: false },
        aside,
      ]
}

/** What may have been written for a person who was erased: only somebody at the provider can find out. */
function lookYourself({ row, tries }: SyncDetail): readonly Step[] {
  const key = tries.findLast(({ certainty }) => certainty === 'unknown')?.idempotencyKey
  if (!row.erased || key === undefined) return []
  const provider = targetTitle(row)
  return [
    {
      title: words.look(provider),
      text: words.lookText(provider, key),
      action: null,
      primary: false,
      label: '',
    },
  ]
}

/**
 * What to do about a sync; nothing for one that has arrived.
 * @param next the countdown to its next try, «now» when that is due, null when none is set
 */
export function steps(detail: SyncDetail, next: string | null): readonly Step[] {
  const { row } = detail
  switch (row.status) {
    case 'synced':
    case 'syncing':
      return []
    case 'failed':
      return remedies(detail)
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
        ...(effectOf(detail) === 'maybe' ? lookYourself(detail) : []),
        {
          title: words.again,
          text: words.againText(targetTitle(row)),
          action: 'retry',
          primary: false,
          label: retryLabel,
        },
      ]
  }
}
