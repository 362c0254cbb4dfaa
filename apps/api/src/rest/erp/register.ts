import type { FastifyInstance } from 'fastify'
import { contextOf } from '../../http/procedures.ts'
import { answerOnce, guard, type RestDeps, send } from '../register.ts'
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
        const ctx = contextOf(deps, request, null)
        const { params, query, body } = request
        const { id = '' } = params as { readonly id?: string }
        const open = method === 'PUT' ? openOrConnectErp : openErp
        const answer = async () => ({
          status,
          body: await work(await open(ctx, request), { id, query, body }),
        })
        if (method !== 'POST') return send(reply, await answer())
        return answerOnce(deps, ctx, { request, reply }, [path, id, query, body ?? null], answer)
      },
    })
}
