import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { checkKmsExchange } from '@syncline/db/custody/kms'
import { checkWebhookVectors } from '@syncline/providers/conformance'
import { checkFixtures } from '@syncline/providers/fixtures'
import type { CommandInput } from '../command.ts'

export const summary =
  'run our adapters over recorded bodies: conformance webhooks FILE, conformance fixtures DIR'

type Say = CommandInput['say']

export async function run({ args, say }: CommandInput): Promise<number> {
  const [kind, path] = args
  if (kind === 'webhooks' && path) return webhooks(path, say)
  if (kind === 'fixtures' && path) return await fixtures(path, say)
  say('Usage: syncline conformance webhooks FILE')
  say('       syncline conformance fixtures DIR')
  return 2
}

function webhooks(file: string, say: Say): number {
  let vectors: unknown
  try {
    vectors = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    return unreadable(file, error, say)
  }
  return conclude(checkWebhookVectors(vectors), say)
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
  readonly skipped: number
}

/** A run that had nothing to judge has shown nothing. */
function conclude({ lines, passed, failed, skipped }: Report, say: Say): number {
  for (const line of lines) say(line)
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed === 0 && passed + skipped > 0 ? 0 : 1
}

function unreadable(path: string, error: unknown, say: Say): number {
  say(`${path} could not be read: ${error instanceof Error ? error.message : String(error)}`)
  say('0 passed, 1 failed, 0 skipped')
  return 1
}
