import { afterEach, describe, expect, it, vi } from 'vitest'

afterEach(() => {
  vi.resetModules()
  vi.unstubAllGlobals()
})

/** The catalogue as a page loads it after the language was chosen. */
async function load(language: 'en' | 'fr') {
  vi.stubGlobal('document', { documentElement: { lang: 'en' } })
  const { loadLanguage } = await import('./language.ts')
  const before = await import('./en/shell.ts')
  await loadLanguage(language)
  const after = await import('./index.ts')
  return { before: before.shell, after }
}

/** What both languages write in the same way, and what is made of words that are translated elsewhere. */
const alike: ReadonlySet<string> = new Set([
  'shell.product',
  'shell.titled',
  'shell.zone.label',
  'shell.zone.utc',
  'shell.problem.code',
  'time.milliseconds',
  'time.seconds',
  'time.minutes',
  'time.hours',
  'time.utc',
  'signIn.demoMay',
  'reason.parts.system',
  'list.count',
  'list.atLeast',
  'syncs.count',
  'overview.percent',
  'overview.ranges.15m',
  'overview.ranges.1h',
  'overview.ranges.6h',
  'overview.ranges.24h',
  'overview.success.target',
  'overview.duration.p50',
  'overview.duration.p95',
  'overview.duration.p99',
  'overview.webhooks.title',
  'overview.figures.p50',
  'overview.figures.p95',
  'overview.figures.p99',
  'overview.figures.webhooks',
  'sync.chain.webhook',
  'sync.timeline.json',
])

/** Paths of the words that have no translation. */
function missing(english: object, translated: object | undefined): readonly string[] {
  return Object.entries(english).flatMap(([key, value]) => {
    const there = (translated as Record<string, object> | undefined)?.[key]
    if (typeof value === 'object') return missing(value, there).map((path) => `${key}.${path}`)
    return there === undefined ? [key] : []
  })
}

/** Texts of several words; a single one may well be the same in both. */
function sentences(words: object): readonly string[] {
  return Object.values(words).flatMap((value: unknown) =>
    typeof value === 'string'
      ? value.split(' ').length > 3
        ? [value]
        : []
      : typeof value === 'object' && value !== null
        ? sentences(value)
        : [],
  )
}

describe('a second language', () => {
  it('takes the places of the words, whether their page was loaded before or after it', async () => {
    const { before, after } = await load('fr')
    expect(before.pages.syncs).toBe('Synchros')
    expect(after.syncs.title).toBe('Synchros')
    expect(after.list.matching('3', false)).toBe('3 correspondent')
    expect(document.documentElement.lang).toBe('fr')
  })

  it('counts and dates as its people do', async () => {
    const { after } = await load('fr')
    expect(after.locale).toBe('fr-FR')
    expect(after.list.count(12_345)).toMatch(/^12\s345$/)
    expect(after.overview.percent(99.154, 2)).toBe('99,15 %')
    expect(after.overview.percent(100, 2)).toBe('100 %')
    expect(after.time.seconds(3.1)).toBe('3,1 s')
  })

  it('leaves English what is the same in both', async () => {
    const { after } = await load('fr')
    expect(after.shell.product).toBe('Syncline')
  })

  it('has every word of every page, also of one that is added', async () => {
    const { french } = await import('./fr/index.ts')
    // Codes have a test of their own.
    const { locale: _, errors: __, ...english } = await import('./index.ts')
    const words: Readonly<Record<string, object | undefined>> = french.words
    expect(
      Object.entries(english)
        .flatMap(([page, ofPage]) => missing(ofPage, words[page]).map((key) => `${page}.${key}`))
        .filter((key) => !alike.has(key)),
    ).toEqual([])
  })

  it('leaves no sentence as it is in English', async () => {
    const { french } = await import('./fr/index.ts')
    const { locale: _, ...english } = await import('./index.ts')
    const told = new Set(sentences(english))
    expect(sentences(french.words).filter((text) => told.has(text))).toEqual([])
  })

  it('speaks also where a page could not begin, and helps everywhere', async () => {
    const { after } = await load('fr')
    expect(after.crashed.action).toBe('Recharger')
    expect(after.help.pages.webhooks.terms.map(([term]) => term)).toContain('Quarantaine')
    expect(after.help.pages.privacy.title).toBe('Vie privée')
  })

  it('tells of an error in its own words, of the same provider', async () => {
    const { errorCodes, explain } = await import('@syncline/domain/error')
    const { errors } = (await import('./fr/index.ts')).french.words
    expect(errorCodes.filter((code) => !Object.hasOwn(errors, code))).toEqual([])
    const english = Object.keys(errors).map((code) => explain(code as 'TIMEOUT', 'QuickBooks'))
    await load('fr')
    const french = Object.keys(errors).map((code) => explain(code as 'TIMEOUT', 'QuickBooks'))
    const about = (all: typeof english, part: 'sentence' | 'remedy') =>
      all.map((each) => each[part].includes('QuickBooks'))
    expect(about(french, 'sentence')).toEqual(about(english, 'sentence'))
    expect(french.filter((each, index) => each.sentence === english[index]?.sentence)).toEqual([])
  })

  it('is not there until it is chosen', async () => {
    const { after } = await load('en')
    expect([after.syncs.title, after.locale]).toEqual(['Syncs', 'en-GB'])
  })
})
