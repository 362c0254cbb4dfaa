import { isErrorCode } from '@syncline/domain/error'
import { z } from 'zod'
import type { Answer, Attack } from './attack.ts'

const failure = z.object({
  error: z.string().min(1),
  code: z.string(),
  message: z.string().min(1),
  errorId: z.uuid(),
  timestamp: z.iso.datetime(),
})
const procedureFailure = z.object({ error: z.object({ data: z.object({ syncline: failure }) }) })

/** Words of the database, the runtime and the disk, which no caller should ever read. */
const inside =
  /invalid byte sequence|syntax error at or near|relation "|violates [a-z]+ constraint|SQLSTATE|pg_catalog|unsupported Unicode escape|node_modules|\bat [\w.<>]+ \(?(?:file|node|\/)|TypeError:|RangeError:|SyntaxError:|Unexpected token|ENOENT|ECONNREFUSED/u
const markup = /[<>]/u

/**
 * What is wrong with an answer to a hostile request: null when nothing. Back-pressure (503 with `Retry-After`) is for
 * the caller to wait out before it comes here.
 */
export function faultOf(attack: Attack, answer: Answer | string): string | null {
  if (typeof answer === 'string') return answer
  const { status, headers, body } = answer
  if (status >= 500) return `answered ${status}`
  const type = String(headers['content-type'] ?? '')
  const html = type.startsWith('text/html')
  if (html && markup.test(attack.payload) && attack.payload.length > 3 && body.includes(attack.payload))
    return 'the page holds what was sent, as markup'
  if (body !== '' && headers['x-content-type-options'] !== 'nosniff' && status < 400)
    return 'the answer lets browsers guess its type'
  if (status < 400) return attack.refused === true ? `answered ${status} to what must be refused` : null
  if (inside.test(body)) return `the answer tells of the inside: ${inside.exec(body)?.[0]}`
  if (!type.startsWith('application/json')) return `answered ${status} as ${type || 'nothing'}, not JSON`
  return faultOfShape(parsed(body))
}

function faultOfShape(content: unknown): string | null {
  const entries = Array.isArray(content) ? content : [content]
  for (const entry of entries) {
    if (typeof entry === 'object' && entry !== null && 'result' in entry) continue
    const read = failure.safeParse(entry).data ?? procedureFailure.safeParse(entry).data?.error.data.syncline
    if (!read) return 'the error has not the shape of errors'
    if (!isErrorCode(read.code)) return `the code ${read.code} is in no table`
  }
  return entries.length === 0 ? 'the error is empty' : null
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
