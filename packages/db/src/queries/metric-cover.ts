export type MetricSpan = 'minute' | 'hour' | 'day'

/** A stretch of time that is read from rows of one length; beginning and end fall on theirs. In milliseconds since 1970. */
export interface MetricPiece {
  readonly span: MetricSpan
  readonly from: number
  readonly to: number
}

const lengths = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/**
 * Covers a time by as few rows as can be: whole days where they fit, hours around them, minutes at the edges. No row
 * reaches across a cut, so that what is counted between two cuts is theirs alone.
 * @param cuts moments within the time, rising
 * @param longest no longer rows than these
 */
export function coverRange(
  from: number,
  to: number,
  cuts: readonly number[],
  longest: MetricSpan,
): readonly MetricPiece[] {
  const pieces: { span: MetricSpan; from: number; to: number }[] = []
  const add = (span: MetricSpan, start: number, end: number) => {
    if (start >= end) return
    const last = pieces.at(-1)
    if (last?.span === span && last.to === start) last.to = end
    else pieces.push({ span, from: start, to: end })
  }
  const cover = (start: number, end: number, level: number): void => {
    const [span, length] = lengths[level] as (typeof lengths)[number]
    const first = Math.ceil(start / length) * length
    const last = Math.floor(end / length) * length
    if (span === 'minute') add(span, Math.floor(start / length) * length, end)
    else if (first >= last) cover(start, end, level + 1)
    else {
      if (start < first) cover(start, first, level + 1)
      add(span, first, last)
      if (last < end) cover(last, end, level + 1)
    }
  }
  const level = lengths.findIndex(([span]) => span === longest)
  const edges = [from, ...cuts.filter((cut) => cut > from && cut < to), to]
  for (let n = 1; n < edges.length; n++) cover(edges[n - 1] as number, edges[n] as number, level)
  return pieces
}
