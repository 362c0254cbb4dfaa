import type { Finding } from '../kinds.ts'
import { begins, ends, led, type Rule } from '../rule.ts'
import { commonWords, countryNames, folded } from '../words/index.ts'

const streetType =
  /^(?:street|str|st|road|rd|avenue|ave|av|drive|dr|lane|ln|boulevard|blvd|way|court|ct|place|pl|close|cl|crescent|cres|terrace|ter|square|sq|parkway|pkwy|highway|hwy|trail|trl|circle|cir|alley|grove|gardens|gdns|mews|row|walk|loop|quay|pike|expressway|bypass|junction|rue|via|viale|vicolo|corso|piazza|contrada|calle|avenida|plaza|rua|travessa|chemin|impasse|allee|carrer|strada|ul|ulica|utca|u|ut|ter)$/u
const streetEnding =
  /(?:strasse|str|gasse|weg|platz|allee|gata|gatan|vagen|veien|vegen|vej|gade|katu|tie|laan|straat|plein|utca|gotu)$/u
const unitWord =
  /^(?:apt|apartment|suite|ste|unit|flat|floor|room|rm|block|blk|plot|box|p|o|po|psc|house|no|lot|estate|phase|building|bldg|apo|fpo|dpo)$/u

const unit =
  /(?<between>[ \t]{0,2},?\s{0,3},?[ \t]{0,2})(?<token>#?\d{1,6}(?:[-/]\d{1,5})?(?:st|nd|rd|th)?\p{L}?|\p{L}[\p{L}\p{M}'-]{0,30})(?![\p{L}\p{M}\p{N}])\.?/duy
const maxUnits = 16

interface Run {
  readonly end: number
  readonly units: number
  readonly numbers: number
  readonly street: boolean
  readonly dwelling: boolean
  readonly words: number
}

const isNumber = (token: string) => /^#?\d/u.test(token)

/** How far an address goes from here: numbers, capitalised words and words of addresses, over a few lines. */
function runFrom(text: string, from: number): Run {
  const run = { end: from, units: 0, numbers: 0, street: false, dwelling: false, words: 0 }
  unit.lastIndex = from
  while (run.units < maxUnits) {
    const match = unit.exec(text)
    const token = match?.groups?.['token']
    const span = match?.indices?.groups?.['token']
    if (!match || token === undefined || !span) break
    if (isNumber(token) && crossesLine(match[0]) && !/^\d{4,6}$/u.test(token)) break
    const plain = folded(token)
    const street = streetType.test(plain) || streetEnding.test(plain)
    const dwelling = unitWord.test(plain)
    const known = street || dwelling
    const proper =
      capital.test(token) &&
      (!commonWords.has(plain) ||
        placeAdjective.test(plain) ||
        streetNext.test(text.slice(span[1], span[1] + 14)))
    const linking = run.units > 0 && link.test(plain)
    if (!isNumber(token) && !known && !proper && !linking) break
    run.units += 1
    run.numbers += isNumber(token) ? 1 : 0
    run.words += proper && !dwelling ? 1 : 0
    run.street ||= street
    run.dwelling ||= dwelling
    if (!linking) run.end = span[1]
  }
  return run
}

const capital = /^(?:(?:d|l|dell|all)')?\p{Lu}/u
const streetNext = /^ (?:St|Street|Ave|Avenue|Rd|Road|Drive|Dr|Lane|Ln|Blvd|Boulevard|Way|Close|Court)\b/u
const crossesLine = (separator: string) => /^\s*\n/u.test(separator)
const link = /^(?:and|de|la|of|di|du|da)$/u
const placeAdjective =
  /^(?:north|south|east|west|new|old|great|high|park|green|market|church|station|king|queen|bank|river|hill|lake|sea|harbour|broad|white|red|black|main|mill|school|victoria|island|city|town|port|beach|bay|valley|wood|spring|field|garden|court|state|united|kingdom|states|court|bridge|royal|palace|college|university|hospital|house|estate|first|second|third|long|saint|st|mount|union|central|centre|center|commercial|marina|airport|military|government|liberty|independence|republic|national)$/u

const cue =
  /\b(?:(?:billing |shipping |home |delivery |mailing |postal |new |my |current |street |residential )?address(?:es)?(?: (?:is|to|with|as|was))?|(?:lives?|living|lived|resid(?:es|ing)|stays?|staying) (?:at|on)|located (?:at|on)|moved (?:in)?to|(?:deliver|ship|send|sent|post|mail|return|delivered|shipped|posted)(?: it| this)? to|(?:office|station|restaurant|shop|house|home|clinic|store|branch|hotel|venue|arrived) (?:is )?(?:at|on))[ \t]{0,2}[:=-]?\s{0,8}/giu

const startNumber = /(?<![\p{L}\p{N}_.,:/$€£₦#-]|\d )#?\d{1,6}(?:[-/]\d{1,5})?\p{L}?,? (?=[\p{Lu}\d])/gu
const startBox = /(?<![\p{L}\p{N}_])(?:P\.? ?O\.? ?Box|PSC|Unit|Apt\.?|Suite|Flat|Plot|Block|Box) \d/gu
/** A box of the post says where somebody is reached, with nothing beside it. */
const postBox = /^P\.? ?O\.? ?Box \d$/u
const endsInCountry = (text: string) => countryNames.has(folded(/\p{L}[\p{L}\p{M}]*$/u.exec(text)?.[0] ?? ''))
const startStreet =
  /(?<![\p{L}\p{N}_])(?:(?:(?:Rue|Via|Viale|Vicolo|Corso|Piazza|Calle|Avenida|Plaza|Rua|Travessa|Strada|Ulica|ul\.|Al\.)(?: \p{L}[\p{L}\p{M}.'-]{0,24}){1,4})|\p{Lu}[\p{L}\p{M}-]{1,28}(?: \p{L}[\p{L}\p{M}.-]{0,24}){0,2}?(?:(?:stra(?:ss|ß)e|gasse|gatan?|vägen|ve[ij]en|vej|gade|katu|tie|laan|straat|utca|gata)| (?:Strasse|Straße|u\.|utca|út|tér|Weg|Allee|Platz|Road|Street)))\.? \d{1,5}\p{L}?(?![\p{L}\p{N}])/gu

/** Street addresses by cue, by number and street, by box; over several lines. */
export function readAddresses(text: string): Finding[] {
  const findings: Finding[] = []
  const put = (start: number, end: number, confidence: number) => {
    if (confidence > 0 && end > start)
      findings.push({ start, end, kind: 'address', form: 'street', confidence })
  }
  for (const match of text.matchAll(cue)) {
    const start = match.index + match[0].length
    const run = runFrom(text, start)
    const tells = run.numbers > 0 && run.words + (run.street ? 1 : 0) > 0 && run.units >= 2
    put(start, run.end, tells ? 0.88 : 0)
  }
  let from = 0
  for (const pattern of [startNumber, startBox]) {
    from = 0
    for (const match of text.matchAll(pattern)) {
      if (match.index < from) continue
      const run = runFrom(text, match.index)
      const tells =
        (run.street && run.words > 0 && run.units >= 3) ||
        (run.dwelling && run.units >= 3 && run.numbers >= 2) ||
        (run.numbers >= 2 && run.words >= 2 && endsInCountry(text.slice(match.index, run.end))) ||
        postBox.test(match[0])
      if (tells) from = run.end
      put(match.index, run.end, tells ? 0.78 : 0)
    }
  }
  for (const match of text.matchAll(startStreet)) put(match.index, runFrom(text, match.index).end, 0.75)
  return findings
}

const place = String.raw`\p{Lu}[\p{L}\p{M}'-]{1,30}(?: \p{Lu}[\p{L}\p{M}'-]{1,30}){0,2}`
const placeCue = String.raw`(?:moved (?:here )?(?:from|to)|lives? in|living in|lived in|born in|originally from|grew up in|residents? of|hails? from|native of|home ?town(?: is|:)|city(?: is|:)|i'm in|arrived (?:at|in)|commut(?:es|ing) from)`

export const placeRules: readonly Rule[] = [
  {
    kind: 'address',
    form: 'place',
    pattern: new RegExp(
      `${begins}(?:${placeCue.replace(/^\(\?:/u, '(?:').replaceAll("i'm", "[Ii]'m")})[ :]{1,3}(?<value>${place})${ends}`,
      'dgu',
    ),
    confidence: (value) => {
      const plain = folded(value)
      return countryNames.has(plain) || commonWords.has(plain) ? 0 : 0.65
    },
  },
  led(
    'address',
    'postcode',
    [String.raw`(?:zip|post(?:al)?)(?: ?code)?`, 'postcode', 'PIN ?code'],
    String.raw`(?:\d{4,6}(?:-\d{3,4})?|\d{3} \d{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)`,
    0.85,
  ),
  {
    kind: 'address',
    form: 'postcode',
    pattern: new RegExp(
      `${begins}(?:[A-Z]{1,2}\\d[A-Z\\d]? \\d[ABD-HJLNP-UW-Z]{2}|[ABCEGHJ-NPRSTVXY]\\d[A-Z] \\d[A-Z]\\d)${ends}`,
      'dgu',
    ),
    confidence: 0.6,
  },
  {
    kind: 'address',
    form: 'street',
    pattern: new RegExp(
      `${begins}\\d{1,6}\\p{Ll}? (?:(?!(?:for|to|in|of|the|and|at|on|by|down|up|from|more|people|guests|minutes?|hours?|is)${ends})[\\p{L}\\p{M}\\d]{2,24} ){1,3}(?:street|avenue|road|drive|lane|boulevard|crescent|terrace|parkway|highway)${ends}(?:,? (?:suite|apt\\.?|unit|flat|floor) \\d{1,5}${ends})?(?:,? \\d{5,6}${ends})?`,
      'dgiu',
    ),
    confidence: 0.7,
  },
  {
    kind: 'address',
    form: 'military',
    pattern: new RegExp(
      `${begins}(?:(?:PSC|CMR|unit) \\d{1,5},? box \\d{1,5},?\\s{1,3}|US[NCA][SG]?S? \\p{L}{2,24},?\\s{1,3})(?:[ADF]PO,? A[AEP],? \\d{5}(?:-\\d{4})?)${ends}`,
      'dgiu',
    ),
    confidence: 0.9,
  },
  {
    kind: 'address',
    form: 'coordinates',
    pattern:
      /(?<![\d.])-?(?:[0-8]?\d|90)\.\d{4,10}°?[ ]?[NS]?,[ ]?-?(?:1[0-7]\d|\d{1,2}|180)\.\d{4,10}(?!\d)/dgu,
    confidence: 0.8,
  },
]
