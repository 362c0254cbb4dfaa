import { type DetectOptions, detect, type Finding, type IdentifierKind } from '@syncline/domain/privacy'
import { z } from 'zod'
import { isLeftOut, kindsOfLabel, vectorOptions } from './pii-labels.ts'
import { createScores, type PiiReport, type Scores } from './pii-scores.ts'

const text = z.string().max(100_000)
const place = z.int().min(0)
const labelled = z.object({ cat: z.string(), text, start: place, end: place, value: z.string().optional() })
const spans = z.object({
  text,
  spans: z.array(
    z.object({
      entity_type: z.string(),
      entity_value: z.string().optional(),
      start_position: place,
      end_position: place,
    }),
  ),
})
const vector = z.object({
  entity: z.string(),
  text,
  expected_len: place,
  expected_positions: z.array(z.tuple([place, place])).default([]),
})
const phone = z.object({ e164: z.string().max(20), national: z.string().max(20) })
const maxCases = 100_000

/**
 * Puts labelled texts to the detector. Each entry of the list is one case, in one of five shapes:
 * `text` alone, in which nothing may be found; `{cat, text, start, end, value?}` and `{text, spans}`, whose labels have
 * to be found under their kind and nothing beside them; `{entity, text, expected_len}`, put to the rules of that entity
 * alone, guesses included; and `{e164, national}`, a telephone number in three sentences.
 */
export function checkPii(cases: unknown): PiiReport {
  const scores = createScores()
  if (!Array.isArray(cases)) scores.fail('The cases are not a list.')
  else if (cases.length > maxCases)
    scores.fail(`${cases.length} cases; at most ${maxCases} are taken at once.`)
  else if (cases.length === 0) scores.fail('There is no case.')
  else for (const [index, entry] of cases.entries()) judge(scores, index, entry)
  return scores.report()
}

function judge(scores: Scores, index: number, entry: unknown): void {
  const say = (what: string) => scores.fail(`case ${index}: ${what}`)
  if (typeof entry === 'string') return judgeLabels(scores, say, entry, [])
  const asLabelled = labelled.safeParse(entry).data
  if (asLabelled) {
    const { cat, start, end, value } = asLabelled
    return judgeLabels(scores, say, asLabelled.text, [{ label: cat, start, end, value }])
  }
  const asSpans = spans.safeParse(entry).data
  if (asSpans) {
    const labels = asSpans.spans.map((span) => ({
      label: span.entity_type,
      start: span.start_position,
      end: span.end_position,
      value: span.entity_value,
    }))
    return judgeLabels(scores, say, asSpans.text, labels)
  }
  const asVector = vector.safeParse(entry).data
  if (asVector) return judgeVector(scores, say, asVector)
  const asPhone = phone.safeParse(entry).data
  if (asPhone) return judgePhone(scores, say, asPhone)
  say('unreadable')
}

interface Label {
  readonly label: string
  readonly start: number
  readonly end: number
  readonly value: string | undefined
}

/** Labels count in UTF-16 units or in code points, whichever gives their value. */
function placed(source: string, { start, end, value }: Label): { start: number; end: number } {
  if (value === undefined || source.slice(start, end) === value) return { start, end }
  const points = [...source]
  const from = points.slice(0, start).join('').length
  const to = from + points.slice(start, end).join('').length
  return source.slice(from, to) === value ? { start: from, end: to } : { start, end }
}

/** The lines of one address are often labelled one by one: what stands side by side is one label. */
function joined(source: string, labels: readonly Label[]): readonly Label[] {
  const whole: Label[] = []
  for (const label of labels.toSorted((a, b) => a.start - b.start)) {
    const last = whole.at(-1)
    const both = last && [last, label].every(({ label: name }) => kindsOfLabel(name).includes('address'))
    if (both && /^[\s,.]*$/u.test(source.slice(last.end, label.start)))
      whole[whole.length - 1] = { ...last, label: 'ADDRESS', end: label.end, value: undefined }
    else whole.push(label)
  }
  return whole
}

/** Where a name or an address ends is a matter of taste: half of it has to agree. All else has to agree wholly. */
const tolerant: ReadonlySet<IdentifierKind> = new Set(['name', 'address'])

const shared = (a: { start: number; end: number }, b: { start: number; end: number }) =>
  Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start))

function agrees(source: string, finding: Finding, at: { start: number; end: number }): boolean {
  const overlap = shared(finding, at)
  if (tolerant.has(finding.kind))
    return overlap * 2 >= at.end - at.start && overlap * 2 >= finding.end - finding.start
  return (
    plain(source.slice(finding.start, finding.end)) === plain(source.slice(at.start, at.end)) && overlap > 0
  )
}

/** Punctuation round a value is none of it. */
const plain = (value: string) => value.replace(/^[^\p{L}\p{N}+:(]+|[^\p{L}\p{N}):]+$/gu, '')

function judgeLabels(scores: Scores, say: (what: string) => void, source: string, labels: readonly Label[]) {
  const findings = detect(source)
  const wrongs: string[] = []
  const answered = new Set<Finding>()
  for (const label of joined(source, labels)) {
    const kinds = kindsOfLabel(label.label)
    const at = placed(source, label)
    const value = source.slice(at.start, at.end)
    if (isLeftOut(label.label, value)) {
      scores.leaveOut(label.label)
      for (const finding of findings) if (shared(finding, at) > 0) answered.add(finding)
      continue
    }
    const [kind] = kinds
    if (!kind) {
      wrongs.push(`no kind is known for ${label.label}`)
      continue
    }
    const found = findings.find((finding) => kinds.includes(finding.kind) && agrees(source, finding, at))
    if (found) {
      scores.count(found.kind, 'hit')
      for (const finding of findings)
        if (
          finding === found ||
          (tolerant.has(kind) && finding.kind === found.kind && shared(finding, at) > 0)
        )
          answered.add(finding)
    } else {
      scores.count(kind, 'missed')
      wrongs.push(`missed ${label.label} ${value}`)
    }
  }
  for (const finding of findings.filter((candidate) => !answered.has(candidate))) {
    scores.count(finding.kind, 'wrong')
    wrongs.push(`took ${source.slice(finding.start, finding.end)} for ${finding.kind}`)
  }
  if (wrongs.length === 0) scores.pass()
  else say(wrongs.join('; '))
}

function judgeVector(
  scores: Scores,
  say: (what: string) => void,
  { entity, text: source, expected_len: expected, expected_positions: positions }: z.output<typeof vector>,
) {
  const options = vectorOptions(entity)
  if (!options) return say(`no rule is known for ${entity}`)
  const findings = detect(source, { ...options, floor: 0 } satisfies DetectOptions)
  const kind = findings[0]?.kind ?? kindsOfLabel(entity)[0] ?? 'identifier'
  const hits = Math.min(findings.length, expected)
  scores.count(kind, 'hit', hits)
  scores.count(kind, 'missed', expected - hits)
  scores.count(kind, 'wrong', findings.length - hits)
  const apart = positions.some(([start, end]) => !findings.some((found) => shared(found, { start, end }) > 0))
  if (findings.length === expected && !apart) scores.pass()
  else say(`${entity}: expected ${expected} in ${source}, found ${findings.length}`)
}

function judgePhone(scores: Scores, say: (what: string) => void, { e164, national }: z.output<typeof phone>) {
  const sentences = [
    { before: '', number: e164, after: '' },
    { before: 'You reach us at ', number: e164, after: ', any time.' },
    { before: 'Phone: ', number: national, after: '' },
  ]
  const missed = sentences.filter(({ before, number, after }) => {
    const found = detect(`${before}${number}${after}`).some(
      ({ kind, start, end }) =>
        kind === 'phone' && start === before.length && end === before.length + number.length,
    )
    scores.count('phone', found ? 'hit' : 'missed')
    return !found
  })
  if (missed.length === 0) scores.pass()
  else say(`missed ${missed.map(({ before, number }) => before + number).join('; ')}`)
}
