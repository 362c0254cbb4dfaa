import type {
  ConnectionView,
  LiveChange,
  SyncCounts,
  SyncDetail,
  SyncFilter,
  SyncList,
} from '@syncline/domain/view'
import { syncListInput } from '@syncline/domain/view'
import { initTRPC, tracked } from '@trpc/server'
import { z } from 'zod'
import type { SessionView } from './session-view.ts'

const t = initTRPC.create({
  errorFormatter: ({ shape }) => ({ ...shape, data: { ...shape.data, syncline: null as unknown } }),
})
const router = t.router({
  session: t.router({ me: t.procedure.query(() => ({}) as SessionView) }),
  sync: t.router({
    list: t.procedure.input(syncListInput).query(() => ({}) as SyncList),
    counts: t.procedure.input(z.custom<{ filter: SyncFilter }>()).query(() => ({}) as SyncCounts),
    get: t.procedure
      .input(z.object({ syncId: z.string(), atLeast: z.number().optional() }))
      .query(() => ({}) as SyncDetail),
    retry: t.procedure
      .input(z.object({ syncId: z.string(), reason: z.string().optional() }))
      .mutation(() => ({ position: 0 })),
    skip: t.procedure
      .input(z.object({ syncId: z.string(), reason: z.string() }))
      .mutation(() => ({ position: 0 })),
  }),
  connection: t.router({ list: t.procedure.query(() => [] as readonly ConnectionView[]) }),
  live: t.router({
    changes: t.procedure.subscription(async function* () {
      yield tracked('0', {} as LiveChange)
    }),
  }),
})
export type AppRouter = typeof router
