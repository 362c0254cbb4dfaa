import type { Money } from '../money/index.ts'
import type { CanonicalRecord } from '../record/canonical.ts'
import { differencesOf, type FieldDifference, instantKey, isMoneyField } from './differences.ts'
import type { DiscrepancyKind } from './kinds.ts'
import { addTo, counted, type Tally } from './tally.ts'
import { amountOf, countedOf, happenedAt } from './value.ts'

/** Up to, and without, `to`. */
export interface DateRange {
  readonly from: string
  readonly to: string
}

/** What the hub knows of a record, put into the form that the provider would tell it in. */
export interface Ours {
  /** Null where it can't be read any more, or the provider has no form for it. */
  readonly record: CanonicalRecord | null
  /**
   * `settled`: the provider should have it as it is here. `on_the_way`: not yet. `ended`: it is over at its source, and
   * what is kept of it there is as it should be. `kept`: a person chose that theirs stays.
   */
  readonly standing: 'settled' | 'on_the_way' | 'ended' | 'kept'
  /** The object it was read from. */
  readonly sourceConnectionId: string
  readonly sourceId: string
  /** Its newest sync; null for what is known by its link alone. */
  readonly syncId: string | null
}

/** One record as both sides have it; not both are null. */
export interface Pair {
  readonly ours: Ours | null
  readonly theirs: CanonicalRecord | null
  /** The object at the provider, where the hub knows of one or the provider has one. */
  readonly externalId: string | null
}

export interface Found {
  readonly kind: DiscrepancyKind
  readonly sourceConnectionId: string | null
  readonly sourceId: string | null
  readonly externalId: string | null
  readonly syncId: string | null
  readonly ours: Money | null
  readonly theirs: Money | null
  readonly fields: readonly FieldDifference[]
}

/**
 * Compares some records and adds them to what was compared before. Pieces of any size give the same sums and the same
 * discrepancies as all at once, as long as each record comes once.
 */
export function compare(
  before: Tally,
  pairs: readonly Pair[],
  range: DateRange,
): { readonly tally: Tally; readonly found: readonly Found[] } {
  const found: Found[] = []
  let tally = before
  for (const pair of pairs) {
    const verdict = judge(pair, range)
    if (verdict === 'out_of_range') continue
    if (verdict === 'onTheWay' || verdict === 'unreadable') {
      tally = { ...tally, counts: { ...tally.counts, [verdict]: tally.counts[verdict] + 1 } }
      continue
    }
    tally = add(tally, pair, verdict)
    if (verdict !== 'matched') found.push(tell(pair, verdict))
  }
  return { tally, found }
}

type Verdict = 'out_of_range' | 'onTheWay' | 'unreadable' | 'matched' | DiscrepancyKind

export function judge({ ours, theirs }: Pair, range: DateRange): Verdict {
  const known = ours?.record ?? theirs
  if (known !== null && !isWithin(known, range)) return 'out_of_range'
  if (ours === null) return 'missing_here'
  if (ours.standing === 'on_the_way') return 'onTheWay'
  if (ours.standing === 'ended' || ours.standing === 'kept') return theirs ? 'matched' : 'out_of_range'
  if (ours.record === null) return 'unreadable'
  if (theirs === null) return 'missing_there'
  const differences = differencesOf(ours.record, theirs)
  if (differences.length === 0) return 'matched'
  const inMoney = differences.some(({ field }) => isMoneyField(theirs, field))
  return inMoney ? 'amount_differs' : 'fields_differ'
}

/** What has no time of its own is asked for by when it was changed. */
function isWithin(record: CanonicalRecord, { from, to }: DateRange): boolean {
  const at = happenedAt(record)
  if (at === null) return true
  const key = instantKey(at)
  return key >= instantKey(from) && key < instantKey(to)
}

function add({ counts, totals }: Tally, { ours, theirs }: Pair, verdict: 'matched' | DiscrepancyKind): Tally {
  // What a person left to the other side, and what has ended, counts as it is there.
  const here = ours && ours.standing !== 'settled' ? theirs : (ours?.record ?? null)
  const withOurs = addTo(totals, 'ours', here && countedOf(here))
  return {
    counts: counted(counts, verdict),
    totals: addTo(withOurs, 'theirs', theirs && countedOf(theirs)),
  }
}

function tell({ ours, theirs, externalId }: Pair, kind: DiscrepancyKind): Found {
  return {
    kind,
    sourceConnectionId: ours?.sourceConnectionId ?? null,
    sourceId: ours?.sourceId ?? null,
    externalId,
    syncId: ours?.syncId ?? null,
    ours: ours?.record ? amountOf(ours.record) : null,
    theirs: theirs && amountOf(theirs),
    fields: ours?.record && theirs ? differencesOf(ours.record, theirs) : [],
  }
}
