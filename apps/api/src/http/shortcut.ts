import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** Looks at a request before Fastify does. True: it answers, or hands the request on to its route later. */
export type Shortcut = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * Puts a shortcut in front of Fastify's own road, whose hooks, request and reply cost more than checking a signature.
 * A server that is closing takes none: there Fastify says what it says to everybody.
 */
export function registerShortcut(app: FastifyInstance, shortcut: Shortcut): void {
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.server.removeAllListeners('request')
  app.server.on('request', (request, response) => {
    if (closing || !shortcut(request, response)) app.routing(request, response)
  })
}
