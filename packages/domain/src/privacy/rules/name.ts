import type { Finding } from '../kinds.ts'
import { commonWords, countryNames, folded, givenNames, surnames } from '../words/index.ts'

const word =
  /(?<![\p{L}\p{M}\p{N}_@/\\])\p{L}[\p{L}\p{M}]{0,30}(?:['-]\p{L}[\p{L}\p{M}]{0,30}){0,3}\.?(?![\p{N}_@])/gu
const capital = /^\p{Lu}/u
const uncased = /^\p{Lo}/u
const initial = /^\p{Lu}\.?$/u
const contraction = /'(?:m|re|ve|ll|t|d)$/iu
const suffix = /^(?:jr|sr|ii|iii|iv)\.?$/iu
const particle =
  /^(?:de|da|do|dos|das|del|della|di|van|von|der|den|ter|ten|bin|binti|ibn|al|el|la|le|du|af|av|zu)$/u
const title =
  /^(?:mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|mme|mlle|herr|frau|señor|señora|sra|chief|alhaji|alhaja|hajia|pastor|rev|reverend|engr|barr|barrister|capt|captain|nurse|uncle|aunt|auntie|judge|justice|lord|lady)\.?$/iu
/** Words that are family names as often, once a given name stands before them. */
const plainFamily =
  /^(?:Young|King|Long|White|Black|Brown|Green|Park|Price|Rice|Day|Hill|Field|Wood|Woods|Bell|Cook|Baker|Fisher|Bishop|Grant|Stone|West|North|Rose|May|Love|Short|Small|Little|Strong|Street|Banks|Rivers|Lane|Church|House|Hall|Good|Best|Page|Case|Cross|Marshall|Major|Summers|Winter|Rain|Moon|Fox|Wolf|Bird|Lamb|Berry|Flowers|Garden|Gold|Silver)$/u
const placeWord =
  /(?:^(?:street|road|avenue|ave|drive|lane|boulevard|blvd|court|crescent|terrace|parkway|highway|rue|via|calle|avenida|rua|plaza|piazza|bay|city|lake|river|mount|island|islands|beach|state|county|hall|house|hotel|airport|bridge)|(?:strasse|gasse|gatan?|vagen|veien|straat|gade|utca|katu))$/u

/** Words after which a name stands, whoever it is. */
const strongCue =
  /(?:^|[^\p{L}])(?:patient|guest|client|customer|caller|attendee|passenger|resident|tenant|visitor|employee|cardholder|account ?holder|card ?holder|beneficiary|guardian|spouse|husband|wife|partner|fianc[eé]e?|father|mother|mom|mum|dad|son|daughter|brother|sister|cousin|nephew|niece|friend|colleague|boss|next of kin|nok|recipient|payee|payer|sender|signed(?: by)?|signature|attn|attention|c\/o|dear|user|physician|surgeon|dentist|doctor|nurse|midwife|therapist|waiter|waitress|chef|host|driver|owner|landlord|manager|director|producer|author|singer|actor|actress|player|teacher|lawyer|attorney|officer|minister|president|assistant|secretary|accountant|(?:full |first |last |given |maiden |family |sur|nick|user ?)?name)(?:'s)?(?: (?:name|is|was|named|called))?[ \t]{0,2}[:=-]?[ \t]{0,8}$/iu
const saidCue =
  /(?:(?:names? is|named|called|known as|i am|i'm|this is|spoke (?:to|with)|talked (?:to|with)|met(?: with)?|says?|said|asked|replied|according to|(?:signed|directed|written|seen|prescribed|referred|booked|paid|ordered|treated|reported|examined|created|produced|sung|approved) by|(?:assistant|married|engaged|related|wife|husband|mother|father|son|daughter|friend|guardian) (?:to|of)|under|regards|sincerely|cheers|love),?)[: \t\n]{1,8}$/iu
/** What people do, and hardly anything else. */
const doesNext =
  /^(?:,? (?:says?|said|told|explained|replied|complained|phoned|was born|lives)\b|'s (?:address|phone|number|e-?mail|account|name|birthday|wife|husband|mother|father|son|daughter|card|room|booking|house)\b|, (?:can|could|would|will|may) (?:i|you|we)\b| as (?:a |an |the |my |our |his |her )?(?:guardian|beneficiary|witness|contact|spouse|next of kin)\b)/iu
const listing = /^(?:,|,? and| &|;| or) $/u

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
  !contraction.test(candidate.text) &&
  (initial.test(candidate.text) ? candidate.plain !== 'i' : !isCommon(candidate) || isListed(candidate)) &&
  !placeWord.test(candidate.plain)

/** Runs of words that could be one name: capitals, initials, and particles between them. */
function* runsOf(text: string, words: readonly Word[]): Generator<readonly Word[]> {
  let run: Word[] = []
  for (const candidate of words) {
    const last = run.at(-1)
    const joined =
      last !== undefined && /^\.? {1,2}$/u.test(text.slice(last.end, candidate.start)) && run.length < 6
    const family = last !== undefined && givenNames.has(last.plain) && plainFamily.test(candidate.text)
    if (
      joined &&
      (mayName(candidate) ||
        family ||
        candidate.text === 'I.' ||
        particle.test(candidate.text) ||
        suffix.test(candidate.text))
    ) {
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
  const full = run.filter(
    (part) => !initial.test(part.text) && !particle.test(part.text) && !suffix.test(part.text),
  )
  if (full.every((part) => isCommon(part) && !isListed(part))) return 0
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
  const does = doesNext.test(text.slice(last.end, last.end + 24))
  if (full.length >= 2)
    return judgeFull(run, { given, family, said: said || does || standsAlone(text, run), shouted })
  if (isCommon(full[0] as Word)) return 0
  if (given) return shouted ? 0.4 : said || does ? 0.7 : 0.55
  if (family) return said || does ? 0.6 : 0.4
  return (said || does || isTalkedOf(text, last.end, before)) && !shouted ? 0.5 : 0.2
}

/** At the head of a sentence, doing something, and called he or she soon after. */
const isTalkedOf = (text: string, end: number, before: string): boolean =>
  /(?:^|[.!?]["”]? {1,2})$/u.test(before) &&
  /^ (?:is|was|has|had|will|began|started|spent|just|never|always|wants?|wanted|needs?|seems?)\b[^\n]{1,160}?\b(?:he|she|him|his|hers?)\b/u.test(
    text.slice(end, end + 200),
  )

/** A line of its own above others, as on an envelope and under a letter. */
function standsAlone(text: string, run: readonly Word[]): boolean {
  const [start, end] = [run[0]?.start ?? 0, run.at(-1)?.end ?? 0]
  return (
    /(?:^|\n\s*)$/u.test(text.slice(Math.max(0, start - 4), start)) &&
    /^[ \t]{0,2}\n/u.test(text.slice(end, end + 3))
  )
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
  return run.some(({ text }) => /[^\p{ASCII}]/u.test(text)) ? 0.6 : 0.45
}

interface Judged {
  readonly run: readonly Word[]
  readonly confidence: number
}

/** What is listed beside a name is one, and so is a part of a name that stands in full elsewhere. */
function withCompany(text: string, judged: readonly Judged[]): Judged[] {
  const parts = new Set(
    judged
      .filter(({ run, confidence }) => run.length > 1 && confidence >= 0.6)
      .flatMap(({ run }) => run.map(({ plain }) => plain)),
  )
  const beside = (one: Judged | undefined, other: Judged | undefined) =>
    one !== undefined &&
    other !== undefined &&
    listing.test(text.slice(one.run.at(-1)?.end, other.run[0]?.start))
  const raised = judged.map((entry) => {
    const [only] = entry.run
    return entry.run.length === 1 && only && only.text.length > 1 && parts.has(only.plain)
      ? { ...entry, confidence: Math.max(entry.confidence, 0.7) }
      : entry
  })
  const isName = (entry: Judged | undefined) => (entry?.confidence ?? 0) >= 0.55
  // Once in each direction, so that a whole list follows from one known name.
  for (const step of [1, -1]) {
    for (let index = step > 0 ? 1 : raised.length - 2; index >= 0 && index < raised.length; index += step) {
      const [entry, neighbour] = [raised[index], raised[index - step]]
      if (!entry || entry.run.length > 1 || entry.confidence < 0.2 || !isName(neighbour)) continue
      if (step > 0 ? beside(neighbour, entry) : beside(entry, neighbour))
        raised[index] = { ...entry, confidence: Math.max(entry.confidence, 0.6) }
    }
  }
  return raised
}

/** Without capitals only a frequent given name before a frequent family name is believed. */
function* lowerCaseRuns(text: string, words: readonly Word[]): Generator<readonly Word[]> {
  for (const [index, first] of words.entries()) {
    const next = words[index + 1]
    const second = next && /^\p{L}\.?$/u.test(next.text) ? words[index + 2] : next
    if (!second || !givenNames.has(first.plain) || isCommon(first) || isCommon(second)) continue
    if (capital.test(first.text) || !surnames.has(second.plain)) continue
    if (/^(?: \p{L}\.?)? $/u.test(text.slice(first.end, second.start))) yield [first, second]
  }
}

/** Names of people, by what stands before them, by lists of frequent names, and by how they are written. */
export function readNames(text: string): Finding[] {
  const words = wordsOf(text)
  const judged = Array.from(runsOf(text, words), (run) => ({ run, confidence: judge(text, run) }))
  const lower = Array.from(lowerCaseRuns(text, words), (run) => ({ run, confidence: 0.65 }))
  return [...withCompany(text, judged), ...lower]
    .filter(({ confidence }) => confidence > 0)
    .map(({ run, confidence }) => ({
      start: run[0]?.start ?? 0,
      end: run.at(-1)?.end ?? 0,
      kind: 'name',
      form: 'name',
      confidence,
    }))
}
