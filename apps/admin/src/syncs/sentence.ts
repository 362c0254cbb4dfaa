import { providerTitles } from '@syncline/domain/connection'
import { explain } from '@syncline/domain/error'
import type { SyncRow } from '@syncline/domain/view'
import { actorName } from '../parts/actor.ts'
import { cutMiddle } from '../parts/cut.ts'
import * as strings from '../strings/index.ts'
import { countdown } from '../time/format.ts'

const words = strings.syncs

/** Errors whose sentence says little without the provider's own words. */
const saysMoreInDetail: ReadonlySet<string> = new Set([
  'PROVIDER_REFUSED',
  'REQUIRED_FIELD_MISSING',
  'MAPPING_FAILED',
  'DEPENDENCY_MISSING',
])

/** A sentence that goes on: without its full stop. */
export const unstopped = (sentence: string) => sentence.replace(/\.\s*$/, '')

export const targetTitle = (row: SyncRow) => providerTitles[row.target.provider]

/** A record without a name goes by its id. */
export const isUnnamed = ({ erased, label, source }: Pick<SyncRow, 'erased' | 'label' | 'source'>) =>
  !erased && label === source.id

export const recordName = (row: SyncRow) =>
  row.erased ? words.erasedName : isUnnamed(row) ? cutMiddle(row.source.id) : (row.label ?? words.noName)

/** Who was erased keeps an id only, and it is said why. */
const namedOr = (row: SyncRow) =>
  row.erased ? `${row.source.id} (${words.erasedName})` : (row.label ?? row.source.id)

/** «Customer Amaka Obi» */
export const recordTitle = (row: SyncRow) => `${words.entityTitle[row.entity]} ${namedOr(row)}`

/** «customer Amaka Obi», within a sentence */
export const recordPhrase = (row: SyncRow) => `${words.entity[row.entity]} ${namedOr(row)}`

/** What went wrong last, with the provider's own words where they tell more; without a full stop. */
export function errorSentence(row: SyncRow): string | null {
  if (row.error === null) return null
  const sentence = unstopped(explain(row.error.code, targetTitle(row)).sentence)
  const { detail } = row.error
  return detail !== null && saysMoreInDetail.has(row.error.code)
    ? words.happened.detail(sentence, unstopped(detail))
    : sentence
}

/** Why an outcome is open, and that it is, where the error's own sentence does not say so. */
function openSentence(row: SyncRow): string {
  const provider = targetTitle(row)
  if (row.error === null || row.error.code === 'OUTCOME_UNKNOWN') return words.happened.unknown(provider)
  const { sentence } = explain(row.error.code, provider)
  return /\.\s/.test(sentence) ? unstopped(sentence) : words.happened.open(sentence)
}

/** What holds a sync back that is not about the sync itself; null for what is told by its error. */
export function holdReason(hold: unknown, provider: string): string | null {
  const { happened } = words
  switch (hold) {
    case 'lane':
      return happened.lane
    case 'limit':
      return happened.limit(provider)
    case 'breaker':
      return happened.breaker(provider)
    case 'switch_off':
      return happened.switchOff(provider)
    default:
      return null
  }
}

/** Why it waits. */
function waitReason(row: SyncRow): string {
  const provider = targetTitle(row)
  const { happened } = words
  const held = holdReason(row.hold, provider)
  if (held !== null) return held
  switch (row.hold) {
    case 'dependency':
      return errorSentence(row) ?? happened.dependency(provider)
    case 'conflict':
      return happened.conflict
    case 'outcome_unknown':
      return openSentence(row)
    default:
      return errorSentence(row) ?? happened.waits
  }
}

/** When it goes next, to the second; null when nobody knows. */
function goes(row: SyncRow, nowMs: number): string | null {
  if (row.nextRetryAt === null) return null
  const atMs = Date.parse(row.nextRetryAt)
  if (atMs <= nowMs) return words.happened.anyMoment
  const left = countdown(atMs, nowMs)
  return row.hold === 'outcome_unknown' ? words.happened.asksAgain(left) : words.happened.goesAgain(left)
}

function settledSentence(row: SyncRow): string {
  const { happened } = words
  const by = row.settled === null ? strings.reason.someone : actorName(row.settled.by)
  const reason = row.settled?.reason ?? null
  // What was refused by the target's newer version and then ended without a newer change of ours: theirs was kept.
  if (reason === null)
    return row.error?.code === 'VERSION_CONFLICT'
      ? happened.targetKept(targetTitle(row))
      : happened.superseded
  return row.face === 'skipped' ? happened.skipped(by, reason) : happened.cancelled(by, reason)
}

/** What happened, in one line of plain words. */
export function happened(row: SyncRow, nowMs: number): string {
  switch (row.face) {
    case 'pending':
      return row.tries === 0 ? words.happened.inLine : words.happened.inLineAgain(row.tries + 1)
    case 'syncing':
      return words.happened.syncing
    case 'synced': {
      if (row.externalId === null) return words.happened.synced
      return row.operation === 'delete'
        ? words.happened.deleted(row.entity, cutMiddle(row.externalId))
        : words.happened.written(row.entity, cutMiddle(row.externalId))
    }
    case 'waiting':
    case 'unknown': {
      const next = row.status === 'pending' ? goes(row, nowMs) : null
      const why = row.status === 'pending' ? waitReason(row) : openSentence(row)
      return next === null ? why : words.happened.andNext(why, next)
    }
    case 'failed':
      return errorSentence(row) ?? words.faces.failed
    case 'skipped':
    case 'cancelled':
      return settledSentence(row)
  }
}

/** «3 of 6»: the first try and the retries that follow by themselves; a person's retry may go beyond. */
export function triesText({ tries, maxRetries }: Pick<SyncRow, 'tries' | 'maxRetries'>): string {
  const most = maxRetries + 1
  return tries > most ? words.count(tries) : words.triesOf(tries, most)
}
