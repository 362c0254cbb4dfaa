import type { Finding, IdentifierKind } from './kinds.ts'

/**
 * How one form of identifier looks. Patterns are global and know where they matched (`dgu`), and every repetition in
 * them is bounded: reading costs no more than a constant for each place of the text.
 */
export interface Rule {
  readonly kind: IdentifierKind
  readonly form: string
  /** The group `value` is the identifier where there is one, else the whole match is. */
  readonly pattern: RegExp
  /** How sure the look alone makes it, or what the value says of itself; 0 is none. */
  readonly confidence: number | ((value: string, place: Place) => number)
}

export interface Place {
  readonly text: string
  readonly start: number
  readonly end: number
}

/** A reader that needs more than a pattern. */
export type Reader = (text: string) => Finding[]

export function readRule(rule: Rule, text: string): Finding[] {
  const { kind, form, confidence } = rule
  const findings: Finding[] = []
  for (const match of text.matchAll(rule.pattern)) {
    const [start, end] = match.indices?.groups?.['value'] ?? match.indices?.[0] ?? [0, 0]
    const sure =
      typeof confidence === 'number' ? confidence : confidence(text.slice(start, end), { text, start, end })
    if (sure > 0) findings.push({ start, end, kind, form, confidence: sure })
  }
  return findings
}

/** Not inside a word or a number. */
export const begins = String.raw`(?<![\p{L}\p{N}_])`
export const ends = String.raw`(?![\p{L}\p{N}_])`

/** What may stand between the word for a thing and the thing: "no.", "number is", ": ", " #". */
const between = String.raw`\.?(?:[ \t]{0,2}(?:no|nr|num|number|numbers|id|ids|code|ref|is|was|are)\b\.?){0,2}[ \t]{0,2}[:=#]{0,2}[ \t]{0,3}[#(]?`

/** A token with a digit in it, four units or more: letters, digits, and single separators. */
export const token = String.raw`(?=(?:[./-]?\p{L}){0,12}[./-]?\d)[\p{L}\d](?:[./-]?[\p{L}\d]){3,29}`

/** "account 2021", "policy 2024-01-31": a time, not a number of the thing. */
const dateLike = /^(?:19|20)\d{2}(?:[-/.]\d{1,2}){0,2}$/u
const doubtful = 0.2

/** A rule that believes what follows a cue. `cues` are alternatives of a pattern; upper and lower case are the same. */
export function led(
  kind: IdentifierKind,
  form: string,
  cues: readonly string[],
  value: string,
  confidence: Rule['confidence'],
): Rule {
  const source = `${begins}(?:${cues.join('|')})${ends}${between}(?<value>${value})${ends}`
  const sure: Rule['confidence'] =
    typeof confidence === 'number' ? (text) => (dateLike.test(text) ? doubtful : confidence) : confidence
  return { kind, form, pattern: new RegExp(source, 'dgiu'), confidence: sure }
}

export const digitsOf = (value: string) => value.replace(/[^0-9]/g, '')
export const bare = (value: string) => value.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase()

const otherThing =
  /(?:^|[^\p{L}])(?:meter|metre|token|order|ref|reference|invoice|inv|receipt|ticket|sku|qty|build|version|commit|hash|sha|table|tx|txn|transaction|trace|request|event|evt|batch|job|row|line|item|product|barcode|ean|upc|isbn|imei|tracking|parcel|amount|total|sum|price|usd|eur|gbp|ngn|kwh|units|port|page|size|bytes|latency|stan|rrn)\b[\s:#.=_-]{0,3}(?:no|nr|number|id)?[\s:#.=_-]{0,3}$/iu

/** Whether the words right before say that a number is something else: a meter, an order, an amount. */
export const namedOtherwise = ({ text, start }: Place) =>
  otherThing.test(text.slice(Math.max(0, start - 32), start))
