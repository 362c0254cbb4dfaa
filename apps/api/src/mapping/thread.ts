import { parentPort } from 'node:worker_threads'
import jsonata from 'jsonata'
import type { Answer, Computation, Request } from './expressions.ts'

/**
 * Where expressions are computed: see `guard.ts`, whose process may be ended at any moment. Nothing is reached but by
 * messages. What all objects share is frozen, so that no expression leaves anything to the next one.
 */
for (const shared of [
  Object,
  Array,
  Function,
  String,
  Number,
  Boolean,
  RegExp,
  Date,
  Promise,
  Error,
  Map,
  Set,
])
  Object.freeze(shared.prototype)

const maxResultLength = 32_768
/** They would make another body of the same record, or run text as code. */
const unavailable = ['eval', 'now', 'millis', 'random', 'shuffle']

const say = (answer: Answer) => parentPort?.postMessage(answer)

/** In words of ours: JSONata's own may quote what stands in the record. */
function wordsOf(error: unknown): string {
  const { code, position } = (error ?? {}) as { code?: unknown; position?: unknown }
  const at = typeof position === 'number' ? `, near character ${position}` : ''
  return `JSONata can’t read or compute it (${typeof code === 'string' ? code.slice(0, 8) : 'error'}${at}).`
}

const withoutFunctions = (_name: string, value: unknown): unknown =>
  value !== null && typeof value === 'object' && ('_jsonata_function' in value || '_jsonata_lambda' in value)
    ? undefined
    : value

function compile(text: string): jsonata.Expression {
  const expression = jsonata(text)
  for (const name of unavailable) expression.assign(name, undefined)
  return expression
}

async function compute(text: string, record: unknown): Promise<Computation> {
  try {
    const json = JSON.stringify(await compile(text).evaluate(record), withoutFunctions)
    if (json === undefined) return { ok: true, json: null }
    if (json.length > maxResultLength) return { ok: false, why: 'What it makes is too long.' }
    return { ok: true, json }
  } catch (error) {
    return { ok: false, why: wordsOf(error) }
  }
}

function check(text: string): Computation {
  try {
    compile(text)
    return { ok: true, json: null }
  } catch (error) {
    return { ok: false, why: wordsOf(error) }
  }
}

parentPort?.on('message', async ({ id, expressions, json }: Request) => {
  const record: unknown = json === null ? null : JSON.parse(json)
  for (const [index, text] of expressions.entries())
    say({ id, index, ...(json === null ? check(text) : await compute(text, record)) })
})
say({ id: 0, index: 0, ok: true, json: null })
