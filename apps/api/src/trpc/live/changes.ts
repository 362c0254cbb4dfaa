import { SynclineError } from '@syncline/domain/error'
import type { LiveChange } from '@syncline/domain/view'
import { tracked } from '@trpc/server'
import { z } from 'zod'
import { identify } from '../access.ts'
import { procedure } from '../procedure.ts'

const input = z
  .strictObject({
    /** Position of the last change that was heard; the browser sends it when it comes back. */
    lastEventId: z
      .string()
      .regex(/^\d{1,15}$/)
      .optional(),
  })
  .optional()

/**
 * A bell, not a second pipe: says what changed, and the reader asks again. Each change carries its log position as the
 * event id. Who listens is looked at again before each one, so that nothing is said to somebody who has left.
 */
export const changes = procedure({ permission: 'sync.read', audit: 'none', input }).subscription(
  async function* ({ ctx, input, signal }) {
    const ended = signal ?? new AbortController().signal
    const giveBack = ctx.liveSeats.take(ctx.access.signIn?.sessionId ?? ctx.access.actor)
    try {
      const after = input?.lastEventId === undefined ? null : Number(input.lastEventId)
      for await (const change of ctx.ports.liveBell.subscribe(ctx.access.organization.id, after, ended)) {
        const now = await identify(ctx)
        if (now.organization.id !== ctx.access.organization.id) throw new SynclineError('AUTH_REQUIRED')
        yield tracked(String(change.position), change satisfies LiveChange)
      }
    } finally {
      giveBack()
    }
  },
)
