import { setTimeout as pause } from 'node:timers/promises'
import { type Answer, type Attack, send } from './attack.ts'
import { judgeCells } from './cells.ts'
import type { Corpus } from './corpus.ts'
import { faultOf } from './judge.ts'
import { attacksOf } from './requests.ts'
import type { Subject } from './subject.ts'
import { judgeTarget } from './targets.ts'

export { readCorpus } from './corpus.ts'
export { given, startOwn } from './subject.ts'

export interface HostileReport {
  readonly lines: readonly string[]
  readonly passed: number
  readonly failed: number
}

const inFlight = 4
const maxFailureLines = 50
const maxPatience = 20

/**
 * Sends a corpus at every route of a Syncline, and judges each answer: no 5xx, nothing that hangs or breaks off, errors
 * in their one shape, nothing of the inside told, no markup given back. Then whether it still stands as before.
 */
export async function checkHostile(subject: Subject, corpus: Corpus): Promise<HostileReport> {
  const tally = createTally()
  for (const fault of judgeCells(corpus)) tally.count('cells and tables', fault)
  for (const target of corpus.targets) tally.count('targets', await judgeTarget(target))
  const { baseUrl } = subject
  const cookie = await signIn(subject)
  if (cookie === null) tally.count('sign-in', 'nobody could sign in')
  const senders = { origin: baseUrl, cookie: cookie ?? '' }
  const before = await standing(subject, senders.cookie)

  const attacks = attacksOf(senders, corpus)
  const work = async () => {
    for (const attack of attacks) tally.count(attack.from, await attempt(baseUrl, attack), attack)
  }
  await Promise.all(Array.from({ length: inFlight }, work))
  if (subject.signed)
    for (const body of [
      ...corpus.bodies.values(),
      ...[...corpus.texts.values()].flat().map((text) => Buffer.from(text)),
    ]) {
      const attack = subject.signed(body)
      tally.count('signed webhooks', await attempt(baseUrl, attack, [200, 400, 413]), attack)
    }

  const after = await standing(subject, senders.cookie)
  tally.count('still stands', after === before ? null : `was ${before}, is ${after}`)
  for (const name of subject.ended()) tally.count('still stands', `${name} ended meanwhile`)
  return tally.report()
}

/** One attack, judged; turned away because there is too much to do, it waits and comes again. */
async function attempt(baseUrl: string, attack: Attack, allowed?: readonly number[]): Promise<string | null> {
  for (let tries = 0; ; tries += 1) {
    const answer = await send(baseUrl, attack)
    if (tries < maxPatience && isPressure(answer)) await pause(250)
    else {
      const outside = allowed && typeof answer !== 'string' && !allowed.includes(answer.status)
      return faultOf(attack, answer) ?? (outside ? `answered ${answer.status}` : null)
    }
  }
}

const isPressure = (answer: Answer | string) =>
  typeof answer !== 'string' && answer.status === 503 && answer.body.includes('"OVERLOADED"')

async function signIn({ baseUrl, signIn: person }: Subject): Promise<string | null> {
  if (!person) return null
  const answer = await fetch(`${baseUrl}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: baseUrl },
    body: JSON.stringify({ email: person.email, password: person.password }),
  })
  if (!answer.ok) return null
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** What a healthy Syncline says of itself, the same before and after. */
async function standing({ baseUrl }: Subject, cookie: string): Promise<string> {
  const read = async (path: string) => {
    const answer = await send(baseUrl, { method: 'GET', path, headers: { cookie }, body: null, payload: '' })
    return typeof answer === 'string' ? answer : String(answer.status)
  }
  const paths = [
    '/health',
    '/ready',
    '/trpc/session.me',
    '/trpc/webhook.list?input=%7B%7D',
    '/trpc/sync.list?input=%7B%7D',
  ]
  return (await Promise.all(paths.map(async (path) => `${path} ${await read(path)}`))).join(', ')
}

function createTally() {
  const failures: string[] = []
  const byFile = new Map<string, { passed: number; failed: number }>()
  const totals = { passed: 0, failed: 0 }
  /** What came from outside goes to a terminal: quoted and cut. */
  const quoted = (text: string) => JSON.stringify(text.slice(0, 160)).slice(1, -1)
  return {
    count(from: string, fault: string | null, attack?: Attack) {
      const tally = byFile.get(from) ?? { passed: 0, failed: 0 }
      byFile.set(from, tally)
      const verdict = fault === null ? 'passed' : 'failed'
      tally[verdict] += 1
      totals[verdict] += 1
      if (fault === null || failures.length >= maxFailureLines) return
      const where = attack
        ? ` at ${attack.method} ${attack.path.slice(0, 120)} with ${attack.payload.slice(0, 60)}`
        : ''
      failures.push(`failed: ${quoted(`${from}: ${fault}${where}`)}`)
    },
    report(): HostileReport {
      const files = [...byFile].map(
        ([from, { passed, failed }]) => `${quoted(from)}: ${passed} passed, ${failed} failed`,
      )
      return { ...totals, lines: [...failures, ...files] }
    },
  }
}
