import { SynclineError } from '@syncline/domain/error'
import type { FastifyInstance } from 'fastify'

/** No input of ours nests half as deep. */
export const maxJsonDepth = 32

const quote = 0x22
const backslash = 0x5c

/**
 * Refuses text that nests too deep before it is parsed: a few kilobytes of brackets become as many arrays, which cost
 * everybody else's time twice, made and collected. Ends at the first level too many.
 * @throws SynclineError INVALID_INPUT
 */
export function demandShallow(text: string): void {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === quote) at = endOfString(text, at)
    else if (unit === 0x5b || unit === 0x7b) {
      if (++depth > maxJsonDepth)
        throw new SynclineError('INVALID_INPUT', { reason: 'nested_too_deep', limit: maxJsonDepth })
    } else if (unit === 0x5d || unit === 0x7d) depth--
  }
}

/** Where the string that begins at `from` ends; the end of the text when it does not. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit === backslash) at++
    else if (unit === quote) return at
  }
  return text.length
}

/** JSON as Fastify reads it, without prototypes, and never deep. */
export function registerJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    try {
      demandShallow(body)
      parse(request, body, done)
    } catch (error) {
      done(error as Error)
    }
  })
}
