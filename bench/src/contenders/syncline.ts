import { randomUUID } from 'node:crypto'
import { createAppender } from '../../../packages/db/src/log/index.ts'
import { migrate } from '../../../packages/db/src/migrations/index.ts'
import type { OpenContender } from '../contender.ts'
import { actor, eventType, organizationId, sampleData, streamNames } from '../sample.ts'

/** The product's own appender, as the API uses it: catalogue check, wake-up and all. One connection. */
export const open: OpenContender = async ({ url, streams }) => {
  await migrate(url)
  const appender = createAppender({ url, role: 'syncline_app' })
  const nextStream = streamNames(streams)
  return {
    async once() {
      const { outcome } = await appender.append({
        organizationId,
        stream: nextStream(),
        events: [{ type: eventType, data: sampleData() }],
        context: { now: new Date(), actor, correlationId: randomUUID() },
      })
      if (outcome !== 'appended') throw new Error(`an append ended as ${outcome}`)
      return 1
    },
    close: () => appender.close(),
  }
}
