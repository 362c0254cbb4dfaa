import { providerTitles } from '@syncline/domain/connection'
import { errorTable, explain, isErrorCode } from '@syncline/domain/error'
import type { SyncDetail, TimelineEntry } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import * as strings from '../strings/index.ts'
import { holdReason, recordName, targetTitle, unstopped } from '../syncs/sentence.ts'
import { duration } from '../time/format.ts'
import { effectOf } from './certainty.ts'

/** A piece of the story; the strong ones carry the finding. */
export interface Piece {
  readonly text: string
  readonly strong?: true
}

const words = strings.sync.happened
const plain = (text: string): Piece => ({ text })
const strong = (text: string): Piece => ({ text, strong: true })
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** «FlashERP was …» stays as it is, «The sign-in …» goes on in small letters. */
function within(sentence: string, provider: string): string {
  return sentence.startsWith(provider) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1)
}

const firstSentence = (text: string) => text.replace(/(?<=\.)\s.*$/s, '')

/** Why this sync exists. `at` puts a moment in words. */
function beginning({ row, webhook, timeline }: SyncDetail, at: (iso: string) => string): Piece[] {
  const name = strong(recordName(row))
  if (webhook !== null) {
    const event = webhook.eventType || strings.sync.chain.webhook.toLowerCase()
    return [
      plain(words.reported(providerTitles[webhook.provider], event)),
      name,
      plain(words.reportedEnd(at(webhook.receivedAt))),
    ]
  }
  const asked = timeline.find((entry) => entry.type === 'SyncRequested')
  const by = asked === undefined ? strings.reason.someone : actorName(asked.by)
  return [
    plain(words.asked(by, strings.syncs.entity[row.entity])),
    name,
    plain(words.askedEnd(targetTitle(row), at(row.requestedAt))),
  ]
}

interface Failures {
  readonly code: string | null
  readonly detail: string | null
  readonly first: number
  readonly count: number
}

function failureOf(entry: TimelineEntry): Failures {
  const number = entry.data['try']
  return {
    code: textOf(entry.data['code']),
    detail: textOf(entry.data['detail']),
    first: typeof number === 'number' ? number : 1,
    count: 1,
  }
}

/** Tries that ended the same way one after another are told once. */
function failureSentence({ code, detail, first, count }: Failures, provider: string): Piece {
  const { sentence } = explain(code !== null && isErrorCode(code) ? code : 'UNKNOWN', provider)
  // Whether it may have been written is the finding at the end, of all tries; it is not said twice.
  const what = within(firstSentence(sentence), provider)
  const told = count > 1 ? words.triesFailed(count, what) : words.tryFailed(first, what)
  return plain(detail === null ? told : `${told} ${words.said(provider, unstopped(detail))}`)
}

const silent: ReadonlySet<string> = new Set(['SyncRequested', 'SyncStarted', 'SyncRetryScheduled'])

/** What happened after it was asked for, in the order it happened. */
function course({ row, timeline, tries }: SyncDetail): Piece[] {
  const provider = targetTitle(row)
  const pieces: Piece[] = []
  let run: Failures | null = null
  const endRun = () => {
    if (run !== null) pieces.push(failureSentence(run, provider))
    run = null
  }
  for (const entry of timeline) {
    if (silent.has(entry.type)) continue
    if (entry.type === 'SyncFailed') {
      const failed = failureOf(entry)
      const previous = run as Failures | null
      if (previous !== null && previous.code === failed.code && previous.detail === failed.detail)
        run = { ...previous, count: previous.count + 1 }
      else {
        endRun()
        run = failed
      }
      continue
    }
    endRun()
    // Told once, however many changes came.
    if (entry.type === 'SyncCoalesced') {
      if (timeline.find(({ type }) => type === 'SyncCoalesced') === entry) pieces.push(plain(words.coalesced))
      continue
    }
    const told = tell(entry, provider, tries)
    if (told !== null) pieces.push(told)
  }
  endRun()
  return pieces
}

const superseded: Readonly<Record<string, string>> = {
  echo: words.echo,
  deleted_at_source: words.deletedAtSource,
  never_written: words.neverWritten,
}

/** One event other than a failure, in words; null for what adds nothing to the story. */
function tell(entry: TimelineEntry, provider: string, tries: SyncDetail['tries']): Piece | null {
  const by = actorName(entry.by)
  const reason = textOf(entry.data['reason'])
  switch (entry.type) {
    case 'SyncSucceeded': {
      const number = Number(entry.data['try'] ?? 1)
      const took = tries.find((each) => each.number === number)?.attempt?.durationMs
      return took === undefined ? null : plain(words.trySucceeded(number, duration(took)))
    }
    case 'SyncRetryRequested':
      return plain(words.asksRetry(by, reason))
    case 'SyncSkipped':
      return plain(words.skipped(by, reason ?? ''))
    case 'SyncCancelled':
      return plain(words.cancelled(by, reason ?? ''))
    case 'SyncConflictFound':
      return plain(words.conflictFound(provider))
    case 'SyncConflictResolved':
      return plain(words.chose[entry.data['choice'] === 'ours' ? 'ours' : 'theirs'](by, reason ?? ''))
    case 'SyncSuperseded':
      if (reason === 'target_kept') return plain(words.targetKept(provider))
      return plain(superseded[reason ?? ''] ?? words.superseded)
    case 'EffectLookedUp': {
      const externalId = textOf(entry.data['externalId'])
      return externalId === null
        ? plain(words.lookedUpAbsent(provider))
        : strong(words.lookedUp(provider, externalId))
    }
    case 'EffectReportedLate':
      return strong(words.late(provider, textOf(entry.data['externalId']) ?? ''))
    default:
      return null
  }
}

/** How it stands at the provider: the finding of the story. */
function finding(detail: SyncDetail): Piece[] {
  const { row, effect } = detail
  const provider = targetTitle(row)
  const settled = row.face === 'skipped' || row.face === 'cancelled'
  switch (effectOf(detail)) {
    case 'written':
      return [strong(written(detail, effect?.kind ?? 'updated', effect?.externalId ?? ''))]
    case 'running':
      return [plain(words.running(row.tries, provider))]
    case 'maybe':
      return [
        strong(words.mayBeWritten(provider)),
        ...(settled ? [plain(words.nothingMore)] : [plain(words.sameKey)]),
      ]
    case 'nothing':
      if (row.tries === 0 && !settled) return [plain(words.unsent), ...held(detail)]
      return [
        ...unspent(detail),
        strong(words.nothingWritten(provider)),
        ...held(detail),
        ...(settled ? [plain(words.nothingMore)] : []),
      ]
  }
}

function written({ row }: SyncDetail, kind: string, id: string): string {
  const provider = targetTitle(row)
  const { entity } = row
  switch (kind) {
    case 'created':
      return words.created(strings.syncs.entity[entity], id, provider)
    case 'unchanged':
      return words.unchanged(strings.syncs.entityTitle[entity], id, provider)
    case 'deleted':
      return words.deleted(strings.syncs.entityTitle[entity], id, provider)
    default:
      return words.updated(strings.syncs.entityTitle[entity], id, provider)
  }
}

/** What it waits for, where that is not its own doing. */
function held({ row }: SyncDetail): Piece[] {
  if (row.status !== 'pending') return []
  const provider = targetTitle(row)
  // Where a try has said what is missing, that is told already.
  const missing = row.hold === 'dependency' && row.error === null
  const reason = missing ? strings.syncs.happened.dependency(provider) : holdReason(row.hold, provider)
  return reason === null ? [] : [strong(`${reason}.`)]
}

/** Why no more tries follow by themselves. */
function unspent({ row }: SyncDetail): Piece[] {
  if (row.status !== 'failed' || row.error === null) return []
  if (errorTable[row.error.code].retryable)
    return row.retries >= row.maxRetries ? [plain(words.exhausted(row.maxRetries))] : []
  const most = row.maxRetries + 1
  if (row.tries === 1) return [plain(words.notSpent)]
  return row.tries < most ? [plain(words.retriesLeftUnspent(row.tries + 1, most))] : []
}

/**
 * What happened, told from its beginning to how it stands, also what was not done.
 * @param at puts a moment in words, such as «at 13:58:41»
 */
export function story(detail: SyncDetail, at: (iso: string) => string): readonly Piece[] {
  const rest = [...course(detail), ...finding(detail)]
  return [...beginning(detail, at), ...rest.map((piece) => ({ ...piece, text: ` ${piece.text}` }))]
}
