import type { FastifyInstance } from 'fastify'
import { contextOf } from '../../http/procedures.ts'
import { guard, type RestDeps } from '../register.ts'
import { openErp, openOrConnectErp } from './connection.ts'
import { erpRoutes } from './routes.ts'

const bodyLimitBytes = 16 * 1024

/** The addresses of the first integration, with the field names that were documented then. Admins and their keys only. */
export function registerErp(app: FastifyInstance, deps: RestDeps): void {
  for (const { method, path, work, status } of erpRoutes)
    app.route({
      method,
      url: path.replace('{id}', ':id'),
      bodyLimit: bodyLimitBytes,
      exposeHeadRoute: false,
      handlerTimeout: deps.requestTimeoutMs,
      onRequest: guard(deps.origins),
      preHandler: (request) => deps.callers.admit(request),
      handler: async (request, reply) => {
        const open = method === 'PUT' ? openOrConnectErp : openErp
        const erp = await open(contextOf(deps, request, null), request)
        const { id = '' } = request.params as { readonly id?: string }
        return reply
          .code(status)
          .header('cache-control', 'no-store')
          .send(await work(erp, { id, query: request.query, body: request.body }))
      },
    })
}
