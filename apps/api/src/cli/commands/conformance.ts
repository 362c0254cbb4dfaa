import { readFileSync } from 'node:fs'
import { checkWebhookVectors } from '@syncline/providers/conformance'
import type { CommandInput } from '../command.ts'

export const summary = 'run our verifiers against a file of vectors: conformance webhooks FILE'

export async function run({ args, say }: CommandInput): Promise<number> {
  const [kind, file] = args
  if (kind !== 'webhooks' || !file) {
    say('Usage: syncline conformance webhooks FILE')
    return 2
  }
  let vectors: unknown
  try {
    vectors = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    say(`${file} could not be read as JSON: ${error instanceof Error ? error.message : String(error)}`)
    say('0 passed, 1 failed, 0 skipped')
    return 1
  }
  const { lines, passed, failed, skipped } = checkWebhookVectors(vectors)
  for (const line of lines) say(line)
  say(`${passed} passed, ${failed} failed, ${skipped} skipped`)
  return failed === 0 ? 0 : 1
}
