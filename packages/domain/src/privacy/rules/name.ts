import type { Finding } from '../kinds.ts'
import { commonWords, countryNames, folded, givenNames, surnames } from '../words/index.ts'

const word = /(?<![\p{L}\p{M}\p{N}_@/\\])\p{L}[\p{L}\p{M}]{0,30}(?:['-]\p{L}[\p{L}\p{M}]{0,30}){0,3}\.?(?![\p{N}_@])/gu
const capital = /^\p{Lu}/u
const uncased = /^\p{Lo}/u
const initial = /^\p{Lu}\.?$/u
const suffix = /^(?:jr|sr|ii|iii|iv)\.?$/iu
const particle = /^(?:de|da|do|dos|das|del|della|di|van|von|der|den|ter|ten|bin|binti|ibn|al|el|la|le|du|af|av|zu)$/u
const title =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|mme|mlle|herr|frau|señor|señora|sra|chief|alhaji|alhaja|hajia|pastor|rev|reverend|engr|barr|barrister|capt|captain|nurse|uncle|aunt|auntie|judge|justice|lord|lady)\.?$/iu
const placeWord =
  /(?:^(?:street|road|avenue|ave|drive|lane|boulevard|blvd|court|crescent|terrace|parkway|highway|rue|via|calle|avenida|rua|plaza|piazza|bay|city|lake|river|mount|island|islands|beach|state|county|hall|house|hotel|airport|bridge)|(?:strasse|gasse|gatan?|vagen|veien|straat|gade|utca|katu))$/u

/** Words after which a name stands, whoever it is. */
const strongCue =
  /(?:^|[^\p{L}])(?:patient|guest|client|customer|caller|attendee|passenger|resident|tenant|visitor|employee|cardholder|account ?holder|card ?holder|beneficiary|guardian|spouse|husband|wife|partner|fianc[eé]e?|father|mother|mom|mum|dad|son|daughter|brother|sister|friend|colleague|next of kin|nok|recipient|payee|payer|sender|signed(?: by)?|signature|attn|attention|c\/o|dear|user|physician|surgeon|doctor|nurse|waiter|host|driver|owner|landlord|manager|(?:full |first |last |given |maiden |family |sur|nick|user ?)?name)(?:'s)?(?: (?:name|is|was|named|called))?[ \t]{0,2}[:=-]?[ \t]{0,8}$/iu
const saidCue =
  /(?:(?:names? is|named|called|known as|i am|i'm|this is|spoke (?:to|with)|talked (?:to|with)|met(?: with)?|(?:signed|directed|written|seen|prescribed|referred|booked|paid|ordered|treated|reported|examined|created|produced|sung|approved) by|under|regards|sincerely|cheers|love),?)[: \t\n]{1,8}$/iu
const doesNext =
  /^(?:'s)?(?:,? (?:says?|said|asked|told|wrote|explained|replied|added|arrived|called|complained|visited|phoned|lives|worked|works|spent|began|writes|was born|just has|from)\b|[,.!?]? ?["”]?$)/iu

interface Word {
  readonly start: number
  readonly end: number
  readonly text: string
  readonly plain: string
}

function wordsOf(text: string): Word[] {
  return Array.from(text.matchAll(word), (match) => {
    const whole = match[0]
    // A full stop belongs to initials and short forms, not to the last word of a sentence.
    const dotted = whole.endsWith('.') && !initial.test(whole) && !suffix.test(whole) && !title.test(whole)
    const trimmed = (dotted ? whole.slice(0, -1) : whole).replace(/'s$/iu, '')
    return { start: match.index, end: match.index + trimmed.length, text: trimmed, plain: folded(trimmed) }
  })
}

const isListed = ({ plain }: Word) =>
  plain.split('-').every((part) => givenNames.has(part) || surnames.has(part))
const isCommon = (candidate: Word) => commonWords.has(candidate.plain.replace(/\.$/u, ''))

const mayName = (candidate: Word) =>
  (capital.test(candidate.text) || uncased.test(candidate.text)) &&
  !title.test(candidate.text) &&
  (!isCommon(candidate) || isListed(candidate)) &&
  !placeWord.test(candidate.plain)

/** Runs of words that could be one name: capitals, initials, and particles between them. */
function* runsOf(text: string, words: readonly Word[]): Generator<readonly Word[]> {
  let run: Word[] = []
  for (const candidate of words) {
    const last = run.at(-1)
    const joined = last !== undefined && /^\.? {1,2}$/u.test(text.slice(last.end, candidate.start)) && run.length < 6
    if (joined && (mayName(candidate) || particle.test(candidate.text) || suffix.test(candidate.text))) {
      run.push(candidate)
      continue
    }
    if (run.length > 0) yield trimmed(run)
    run = mayName(candidate) ? [candidate] : []
  }
  if (run.length > 0) yield trimmed(run)
}

function trimmed(run: readonly Word[]): readonly Word[] {
  const end = run.findLastIndex((candidate) => !particle.test(candidate.text))
  return run.slice(0, end + 1)
}

function judge(text: string, run: readonly Word[]): number {
  const [first] = run
  const last = run.at(-1)
  if (!first || !last) return 0
  const full = run.filter((part) => !initial.test(part.text) && !particle.test(part.text) && !suffix.test(part.text))
  if (full.length === 0 || full.every((part) => isCommon(part) && !isListed(part))) return 0
  const before = text.slice(Math.max(0, first.start - 40), first.start)
  const titled = title.test(/(\p{L}+\.?)[ \t]{1,2}$/u.exec(before)?.[1] ?? '')
  if (titled) return 0.9
  if (countryNames.has(full.map(({ plain }) => plain).join(' '))) return 0
  const shouted = full.every((part) => part.text.length > 1 && part.text === part.text.toUpperCase())
  if (strongCue.test(before)) return shouted && !full.some(isListed) ? 0.4 : 0.88
  if (uncased.test(first.text)) return 0
  const given = givenNames.has(full[0]?.plain.split('-')[0] ?? '')
  const family = surnames.has(full.at(-1)?.plain.split('-').at(-1) ?? '')
  const said = saidCue.test(before)
  if (full.length >= 2) return judgeFull(run, { given, family, said, shouted })
  if (isCommon(full[0] as Word)) return 0
  const does = doesNext.test(text.slice(last.end, last.end + 16))
  if (given) return shouted ? 0.4 : said || does ? 0.7 : 0.55
  if (family) return said || does ? 0.6 : 0.4
  return said && !shouted ? 0.5 : 0.2
}

interface Signs {
  readonly given: boolean
  readonly family: boolean
  readonly said: boolean
  readonly shouted: boolean
}

function judgeFull(run: readonly Word[], { given, family, said, shouted }: Signs): number {
  if (given) return 0.85
  if (run.slice(1).some(({ text }) => initial.test(text))) return 0.75
  if (shouted) return 0.3
  if (said || family) return 0.75
  // Accents are rare in English titles and headings, and frequent in names.
  return run.some(({ text }) => /[^\u0000-\u007F]/u.test(text)) ? 0.6 : 0.45
}

/** Names of people, by what stands before them, by lists of frequent names, and by how they are written. */
export function readNames(text: string): Finding[] {
  const findings: Finding[] = []
  for (const run of runsOf(text, wordsOf(text))) {
    const confidence = judge(text, run)
    const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0]
    if (confidence > 0) findings.push({ start, end, kind: 'name', form: 'name', confidence })
  }
  return findings
}
