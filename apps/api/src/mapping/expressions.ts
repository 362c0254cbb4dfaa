import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Transformed } from '@syncline/domain/mapping'

/** Expressions to compute over one record, or only to read: `json` null. */
export interface Request {
  readonly id: number
  readonly expressions: readonly string[]
  readonly json: string | null
}

export type Computation =
  | { readonly ok: true; readonly json: string | null }
  | { readonly ok: false; readonly why: string }
export type Answer = { readonly id: number; readonly index: number } & Computation

export interface Expressions {
  /** What each comes to over a record; fails, never throws, and takes `timeoutMs` at most. */
  compute(expressions: readonly string[], record: unknown): Promise<readonly Transformed[]>
  /** Whether each can be read at all. */
  check(expressions: readonly string[]): Promise<readonly Transformed[]>
  /** What still waits is not answered. */
  close(): void
}

/** For all expressions of one record together. */
const usualTimeoutMs = 1_000
const startTimeoutMs = 20_000
const maxInputLength = 2 * 1024 * 1024
const maxWaiting = 500

interface Task extends Request {
  readonly answers: Transformed[]
  done(): void
}

const failed = (why: string): Transformed => ({ ok: false, why })
const outOfTime = failed('It took too long.')
const outOfMemory = failed('It took too much memory.')
const notReached = failed('An expression before it took too long or too much memory.')

/**
 * Computes JSONata in a process of its own: one task after another, each within a time and a memory. A process that
 * goes over is ended and the next task gets a new one; this one goes on as if nothing were.
 */
export function createExpressions({ timeoutMs = usualTimeoutMs } = {}): Expressions {
  let helper: ChildProcess | null = null
  let isReady = false
  let current: Task | null = null
  let timer: NodeJS.Timeout | undefined
  let counted = 0
  const waiting: Task[] = []

  function start(): ChildProcess {
    isReady = false
    const started = fork(fileURLToPath(new URL('./guard.ts', import.meta.url)), {
      execArgv: ['--max-old-space-size=64'],
      env: {},
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    started.unref()
    started.channel?.unref()
    started.on('message', (answer: Answer) => helper === started && hear(answer))
    started.on('error', () => helper === started && give(outOfMemory))
    started.on('exit', () => helper === started && give(outOfMemory))
    return started
  }

  function hear(answer: Answer): void {
    if (answer.id === 0) {
      isReady = true
      if (current) send(current)
      return
    }
    if (answer.id !== current?.id) return
    current.answers.push(
      answer.ok ? { ok: true, value: answer.json === null ? undefined : JSON.parse(answer.json) } : answer,
    )
    if (current.answers.length === current.expressions.length) finish()
  }

  /** The first that gave no answer is the one at fault. */
  function give(why: Transformed): void {
    helper?.kill('SIGKILL')
    helper = null
    if (!current) return
    const { answers, expressions } = current
    if (answers.length < expressions.length) answers.push(why)
    while (answers.length < expressions.length) answers.push(notReached)
    finish()
  }

  function finish(): void {
    clearTimeout(timer)
    const done = current
    current = null
    done?.done()
    next()
  }

  function next(): void {
    if (current) return
    current = waiting.shift() ?? null
    if (!current) return
    helper ??= start()
    if (isReady) send(current)
    else timer = setTimeout(() => give(outOfTime), startTimeoutMs)
  }

  function send({ id, expressions, json }: Task): void {
    clearTimeout(timer)
    timer = setTimeout(() => give(outOfTime), timeoutMs)
    helper?.send({ id, expressions, json } satisfies Request, () => undefined)
  }

  function run(expressions: readonly string[], json: string | null): Promise<readonly Transformed[]> {
    const all = (why: string) => Promise.resolve(expressions.map(() => failed(why)))
    if (expressions.length === 0) return Promise.resolve([])
    if (json !== null && json.length > maxInputLength) return all('The record is too long for expressions.')
    if (waiting.length >= maxWaiting) return all('Too many expressions wait to be computed.')
    return new Promise((resolve) => {
      const answers: Transformed[] = []
      waiting.push({ id: ++counted, expressions, json, answers, done: () => resolve(answers) })
      next()
    })
  }

  return {
    compute: (expressions, record) => run(expressions, JSON.stringify(record)),
    check: (expressions) => run(expressions, null),
    close() {
      waiting.length = 0
      give(outOfTime)
    },
  }
}
