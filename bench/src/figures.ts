/** What a bench file exports as `figures`: it measures, and says what came out. */
export type Bench = (context: BenchContext) => Promise<readonly Figure[]>

export interface BenchContext {
  readonly server: BenchServer
  /** Measured rounds, after one warm-up; a figure is the median over them. */
  readonly rounds: number
  /** How long each contender works in each round. */
  readonly runMs: number
  /** Tells the person who waits what is going on. Never on stdout. */
  progress(line: string): void
}

export interface BenchServer {
  /** Superuser `postgres`, database `postgres`. */
  readonly url: string
  readonly postmasterPid: number
  /** An empty database of its own for a contender, its sessions under these settings over the server's. */
  createDatabase(name: string, settings?: Readonly<Record<string, string>>): Promise<string>
  /** Vacuums, analyzes and writes everything out, so that no contender pays for the one before it. */
  settle(databaseUrl: string): Promise<void>
}

/** One line of the result. */
export interface Figure {
  /** Says what is measured, in what unit, beside whom. */
  readonly figure: string
  readonly ours: number
  readonly peer: number
  /** Ours divided by the peer's: the median over rounds of the two taken in the same round. */
  readonly ratio: number
  /** The bound, in words; begins with `none` for a figure that is told but binds nobody. */
  readonly must: string
  readonly ok: boolean
}

/** A bound on the ratio of ours to the peer's. */
export type Must =
  | { readonly atMost: number }
  | { readonly atLeast: number }
  | { readonly aimAtMost: number }
  | { readonly aimAtLeast: number }

/** Makes a figure of the rounds of two contenders, paired: what disturbed a round disturbed both. */
export function compare(
  figure: string,
  ours: readonly number[],
  peer: readonly number[],
  must: Must,
): Figure {
  const ratio = median(ours.map((value, round) => value / (peer[round] as number)))
  return {
    figure,
    ours: rounded(median(ours)),
    peer: rounded(median(peer)),
    ratio: rounded(ratio),
    ...judge(ratio, must),
  }
}

/** Makes a figure with a bound of its own; the peer's is told beside it and binds nobody. */
export function within(figure: string, ours: number, peer: number, atMost: number): Figure {
  return {
    figure,
    ours: rounded(ours),
    peer: rounded(peer),
    ratio: rounded(ours / peer),
    must: `at most ${atMost}`,
    ok: ours <= atMost,
  }
}

/** Makes a figure of a count that has a bound of its own and no peer beside it; the bound stands in the peer's place. */
export function count(figure: string, ours: number, bound: number): Figure {
  const ratio = bound === 0 ? ours : rounded(ours / bound)
  return { figure, ours: rounded(ours), peer: bound, ratio, must: `at most ${bound}`, ok: ours <= bound }
}

function judge(ratio: number, must: Must): Pick<Figure, 'must' | 'ok'> {
  if ('atMost' in must) return { must: `ratio at most ${bound(must.atMost)}`, ok: ratio <= must.atMost }
  if ('atLeast' in must) return { must: `ratio at least ${bound(must.atLeast)}`, ok: ratio >= must.atLeast }
  if ('aimAtLeast' in must) return { must: `none, aim: at least ${bound(must.aimAtLeast)}`, ok: true }
  return { must: `none, aim: at most ${bound(must.aimAtMost)}`, ok: true }
}

const bound = (value: number) => (value < 1 ? `1/${rounded(1 / value)}` : String(value))

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] as number) + upper) / 2
}

/** Three significant digits: more would pretend to a precision that a busy machine does not give. */
function rounded(value: number): number {
  return Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))
}
