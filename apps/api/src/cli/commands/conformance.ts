import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkKmsExchange } from '@syncline/db/custody/kms'
import { checkWebhookVectors } from '@syncline/providers/conformance'
import { checkFixtures } from '@syncline/providers/fixtures'
import { checkPii } from '../../conformance/pii.ts'
import type { CommandLine } from '../command.ts'

export const summary =
  'judge this build by files: conformance webhooks FILE, fixtures DIR, pii FILE, hostile DIR'

export const standsAlone = true

type Say = CommandLine['say']

export async function run({ args, say }: CommandLine): Promise<number> {
  const [kind, path] = args
  if (kind === 'webhooks' && path) return webhooks(path, say)
  if (kind === 'fixtures' && path) return await fixtures(path, say)
  if (kind === 'pii' && path) return pii(path, say)
  if (kind === 'hostile' && path) return hostile(path, args[2], say)
  say('Usage: syncline conformance webhooks FILE')
  say('       syncline conformance fixtures DIR')
  say('       syncline conformance pii FILE')
  say('       syncline conformance hostile DIR [URL]')
  say('         at a Syncline of its own, or at one that may be spoiled; then who signs in comes from')
  say('         SYNCLINE_EMAIL and SYNCLINE_PASSWORD')
  return 2
}

function webhooks(file: string, say: Say): number {
  return judged(file, (vectors) => conclude(checkWebhookVectors(vectors), say), say)
}

function pii(file: string, say: Say): number {
  return judged(file, (cases) => conclude(checkPii(cases), say), say)
}

function judged(file: string, judge: (content: unknown) => number, say: Say): number {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return unreadable(file, error, say)
  }
  return judge(content)
}

/** Loaded when called: the whole router comes with it. */
async function hostile(directory: string, url: string | undefined, say: Say): Promise<number> {
  const { checkHostile, given, readCorpus, startOwn } = await import('../../conformance/hostile/index.ts')
  let corpus: ReturnType<typeof readCorpus>
  try {
    corpus = readCorpus(directory)
  } catch (error) {
    return unreadable(directory, error, say)
  }
  const { SYNCLINE_EMAIL: email, SYNCLINE_PASSWORD: password } = process.env
  const person = email && password ? { email, password } : null
  const subject = url ? given(url.replace(/\/$/u, ''), person) : await startOwn()
  try {
    return conclude(await checkHostile(subject, corpus), say)
  } finally {
    await subject.stop()
  }
}

/** Larger ones hold no single body: they fail unread. */
const maxFileBytes = 8 * 1024 * 1024
const textOf = (path: string) => (statSync(path).size <= maxFileBytes ? readFileSync(path, 'utf8') : '')

async function fixtures(directory: string, say: Say): Promise<number> {
  try {
    const files = readdirSync(directory)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => ({ name, text: textOf(join(directory, name)) }))
    const [keyService, providers] = [files.filter(isKeyService), files.filter((file) => !isKeyService(file))]
    const [one, other] = [checkFixtures(providers), await checkKeyService(keyService)]
    return conclude(
      {
        lines: [...one.lines, ...other.lines],
        passed: one.passed + other.passed,
        failed: one.failed + other.failed,
        skipped: one.skipped,
      },
      say,
    )
  } catch (error) {
    return unreadable(directory, error, say)
  }
}

interface File {
  readonly name: string
  readonly text: string
}

/** The key service is no provider of records: its exchanges go through the client that wraps our keys. */
const isKeyService = ({ text }: File) => ofKeyService(text) !== null

function ofKeyService(text: string): object | null {
  try {
    const file: unknown = JSON.parse(text)
    const { provider } = (file ?? {}) as { provider?: unknown }
    return provider === 'aws-kms' ? (file as object) : null
  } catch {
    return null
  }
}

async function checkKeyService(files: readonly File[]): Promise<Omit<Report, 'skipped'>> {
  const cases = []
  for (const { name, text } of files)
    cases.push({ file: name, provider: 'aws-kms', ...(await checkKmsExchange(ofKeyService(text))) })
  const passed = cases.filter(({ result }) => result === 'passed').length
  return { lines: cases.map((one) => JSON.stringify(one)), passed, failed: cases.length - passed }
}

interface Report {
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
  /** Left out where nothing ever is. */
  readonly skipped?: number
}

/** A run that had nothing to judge has shown nothing. */
function conclude({ lines, passed, failed, skipped }: Report, say: Say): number {
  for (const line of lines) say(line)
  say(`${passed} passed, ${failed} failed${skipped === undefined ? '' : `, ${skipped} skipped`}`)
  return failed === 0 && passed + (skipped ?? 0) > 0 ? 0 : 1
}

function unreadable(path: string, error: unknown, say: Say): number {
  say(`${path} could not be read: ${error instanceof Error ? error.message : String(error)}`)
  say('0 passed, 1 failed')
  return 1
}
