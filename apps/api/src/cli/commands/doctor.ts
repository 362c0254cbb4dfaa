import { doctor } from '../../ops/doctor.ts'
import type { CommandInput } from '../command.ts'

export const summary =
  'check everything this installation stands on, and say what to do about what is missing'

const marks = { ok: 'ok   ', warning: 'warn ', failed: 'FAIL ' } as const

export async function run({ settings, say, report }: CommandInput): Promise<number> {
  const checks = await doctor(settings)
  for (const { name, state, finding, remedy } of checks) {
    say(`${marks[state]} ${name}: ${finding}`)
    if (state !== 'ok' && remedy) say(`      ${remedy}`)
  }
  const failed = checks.filter((check) => check.state === 'failed').length
  say(failed === 0 ? 'All green.' : `${failed} of ${checks.length} checks failed.`)
  report({ doctor: failed === 0 ? 'ok' : 'failed', checks })
  return failed === 0 ? 0 : 1
}
