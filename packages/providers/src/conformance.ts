import { z } from 'zod'
import type { Verdict } from './provider.ts'
import { publishedVectors } from './published-vectors.ts'
import { verifiers as schemes, type Verify } from './verification/index.ts'

export interface ConformanceOptions {
  /** By the name that stands in a vector's `provider`; the schemes of this build when left out. */
  readonly verifiers?: Readonly<Record<string, Verify>>
  /** More vectors than this are refused in whole. Default 100,000. */
  readonly maxVectors?: number
}

export interface ConformanceReport {
  /** For people: what failed, then one line per provider. */
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  /** Verdicts per provider: `accepted`, or the reason of the refusal, and how often. */
  readonly reasons: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const vectorSchema = z.object({
  provider: z.string().min(1).max(60),
  /** Unix seconds at which the delivery is judged. */
  now: z.number(),
  body_b64: z.base64().max(4_000_000),
  headers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  /** One, or those that live side by side while they are being changed. */
  secret: z.union([z.string(), z.array(z.string()).max(10)]),
  url: z.string().default(''),
  expect: z.enum(['accept', 'reject']),
  mutation: z.string().nullish(),
})
type Vector = z.output<typeof vectorSchema>

const maxFailureLines = 50
/** Intuit's scheme is asked for by the name of its product as well. */
const byName: Readonly<Record<string, Verify>> = { ...schemes, quickbooks: schemes.intuit }

/**
 * Runs our verifiers over vectors `[{provider, now, body_b64, headers, secret, url?, expect, mutation?}]`, or over
 * deliveries by scheme as {@link publishedVectors} takes them. A provider without a verifier in this build is skipped. A file that proves nothing does not pass: no vector judged, or only
 * one of the two kinds among them, is a failure of its own.
 */
export function checkWebhookVectors(file: unknown, options: ConformanceOptions = {}): ConformanceReport {
  const { verifiers = byName, maxVectors = 100_000 } = options
  const tally = createTally()
  const vectors = Array.isArray(file) ? file : publishedVectors(file)
  if (vectors === null) tally.fail('The vectors are not a list.')
  else if (vectors.length > maxVectors)
    tally.fail(`${vectors.length} vectors; at most ${maxVectors} are taken at once.`)
  else {
    for (const [index, entry] of vectors.entries()) judge(tally, verifiers, index, entry)
    tally.demandBothKinds()
  }
  return tally.report()
}

function judge(tally: Tally, verifiers: Readonly<Record<string, Verify>>, index: number, entry: unknown) {
  const read = vectorSchema.safeParse(entry)
  if (!read.success) {
    const issue = read.error.issues[0]
    tally.fail(`vector ${index}: unreadable at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`)
    return
  }
  const vector = read.data
  const verify = Object.hasOwn(verifiers, vector.provider) ? verifiers[vector.provider] : undefined
  if (!verify) return tally.skip(vector.provider)
  const verdict = runVerifier(verify, vector)
  if (verdict === 'threw') return tally.fail(`${nameOf(index, vector)}: the verifier threw`)
  tally.count(vector.provider, vector.expect, verdict)
  if (verdict.ok === (vector.expect === 'accept')) return tally.pass()
  const got = verdict.ok ? 'accepted' : `rejected as ${verdict.reason}`
  tally.fail(`${nameOf(index, vector)}: expected ${vector.expect}, was ${got}`)
}

function runVerifier(verify: Verify, vector: Vector): Verdict | 'threw' {
  try {
    return verify({
      rawBody: Buffer.from(vector.body_b64, 'base64'),
      headers: lowerCased(vector.headers),
      secrets: [vector.secret].flat(),
      url: vector.url,
      now: new Date(vector.now * 1_000),
    })
  } catch {
    return 'threw'
  }
}

/** As Node's server gives them; a name written twice in different case is a header sent twice. */
function lowerCased(headers: Vector['headers']): Record<string, string | string[]> {
  const byName = new Map<string, string | string[]>()
  for (const [name, value] of Object.entries(headers)) {
    const known = byName.get(name.toLowerCase())
    byName.set(name.toLowerCase(), known === undefined ? value : [known, value].flat())
  }
  return Object.fromEntries(byName)
}

/** Text of the file goes to a terminal: quoted and cut, so that nothing in it moves the cursor. */
const quoted = (text: string) => JSON.stringify(text.slice(0, 60)).slice(1, -1)
const nameOf = (index: number, { provider, mutation }: Vector) =>
  `vector ${index} (${quoted(provider)}${mutation ? `, ${quoted(mutation)}` : ''})`

type Tally = ReturnType<typeof createTally>

function createTally() {
  const failures: string[] = []
  const reasons = new Map<string, Map<string, number>>()
  const skippedOf = new Map<string, number>()
  const kinds = { accept: 0, reject: 0 }
  const counts = { passed: 0, failed: 0, skipped: 0 }

  const add = (map: Map<string, number>, name: string) => map.set(name, (map.get(name) ?? 0) + 1)
  const fail = (line: string) => {
    counts.failed += 1
    if (failures.length < maxFailureLines) failures.push(`failed: ${line}`)
  }

  return {
    fail,
    pass: () => void (counts.passed += 1),
    skip(provider: string) {
      counts.skipped += 1
      add(skippedOf, provider)
    },
    count(provider: string, kind: Vector['expect'], verdict: Verdict) {
      kinds[kind] += 1
      const ofProvider = reasons.get(provider) ?? new Map<string, number>()
      reasons.set(provider, ofProvider)
      add(ofProvider, verdict.ok ? 'accepted' : verdict.reason)
    },
    demandBothKinds() {
      if (kinds.accept + kinds.reject === 0) return fail('no vector was judged.')
      for (const kind of ['accept', 'reject'] as const)
        if (kinds[kind] === 0) fail(`no vector expects ${kind}: one kind alone proves nothing.`)
    },
    report(): ConformanceReport {
      const hidden = counts.failed - failures.length
      const lines = [
        ...failures,
        ...(hidden > 0 ? [`failed: ${hidden} more`] : []),
        ...[...reasons].map(([provider, verdicts]) => `${quoted(provider)}: ${describeVerdicts(verdicts)}`),
        ...[...skippedOf].map(
          ([provider, skipped]) => `${quoted(provider)}: ${skipped} skipped, no verifier in this build`,
        ),
      ]
      const plain = Object.fromEntries(
        [...reasons].map(([provider, verdicts]) => [provider, Object.fromEntries(verdicts)]),
      )
      return { lines, ...counts, reasons: plain }
    },
  }
}

function describeVerdicts(verdicts: ReadonlyMap<string, number>): string {
  const rejected = [...verdicts].filter(([name]) => name !== 'accepted')
  const total = rejected.reduce((sum, [, times]) => sum + times, 0)
  const detail = rejected.map(([reason, times]) => `${reason} ${times}`).join(', ')
  return `${verdicts.get('accepted') ?? 0} accepted, ${total} rejected${detail === '' ? '' : ` (${detail})`}`
}
