import { randomUUID } from 'node:crypto'
import { readOrganization } from '@syncline/db/pool'
import { advanceReactor } from '@syncline/db/queue'
import type { Actor } from '@syncline/domain/event'
import { type ErasurePreview, type ErasureView, mostReasonLength } from '@syncline/domain/view'
import { loadProvider } from '@syncline/providers/registry'
import { createSyncRunner } from '../commands/sync.ts'
import type { Hub } from '../hub.ts'
import { createAudit } from '../ops/audit.ts'
import { createPrivacyGate } from '../privacy/gate.ts'
import { createNamesOf } from '../reads/names.ts'
import { createErasureCommands, createErasureRunner } from './commands.ts'
import { createEraser } from './eraser.ts'
import { type FoundPerson, findPeople } from './find-people.ts'
import { createErasureReads } from './reads.ts'

const actor: Actor = 'system:command-line'
const lookEveryMs = 500

export interface ErasureByHand {
  /** @param said how many records were opened to find an address */
  find(organizationId: string, text: string, said?: (opened: number) => void): Promise<readonly FoundPerson[]>
  preview(organizationId: string, syncId: string): Promise<ErasurePreview>
  /** Asks for it and does it, in this process or in a worker, whoever is quicker. @returns the report */
  erase(
    organizationId: string,
    asked: { readonly syncId: string; readonly reason: string },
    progress: (erasure: ErasureView) => void,
  ): Promise<ErasureView>
}

/** Erasing a person from the command line: the same commands, reads and eraser as behind the page, and the same audit. */
export function createErasureByHand({
  appPool: pool,
  workerPool,
  appender,
  vault,
}: Pick<Hub, 'appPool' | 'workerPool' | 'appender' | 'vault'>): ErasureByHand {
  const namesOf = createNamesOf(pool)
  const reads = createErasureReads({ pool, vault, loadProvider, namesOf })
  const runner = createErasureRunner({ pool, appender })
  const commands = createErasureCommands({ pool, vault, loadProvider, runner })
  const gate = createPrivacyGate({ pool, appender, onAllowed: () => {} })
  const audit = createAudit(pool)
  const eraser = createEraser({
    pool: workerPool,
    appender,
    vault,
    runner: createSyncRunner({ pool: workerPool, appender }),
    erasureRunner: createErasureRunner({ pool: workerPool, appender }),
    loadProvider,
    now: () => new Date(),
  })

  async function untilErased(
    organizationId: string,
    erasureId: string,
    progress: (erasure: ErasureView) => void,
  ): Promise<ErasureView> {
    const isDone = new AbortController()
    const working = advanceReactor(workerPool, eraser, { signal: isDone.signal })
    try {
      for (;;) {
        await Promise.race([working, new Promise((resolve) => setTimeout(resolve, lookEveryMs))])
        const erasure = await reads.get(organizationId, erasureId)
        if (erasure?.status === 'erased') return erasure
        if (erasure) progress(erasure)
      }
    } finally {
      isDone.abort()
      await working.catch(() => {})
    }
  }

  return {
    async find(organizationId, text, said) {
      const keys = await vault.keysOf(organizationId)
      return readOrganization(pool, organizationId, (tx) =>
        findPeople({ tx, organizationId, keys, loadProvider, namesOf }, text, said),
      )
    },
    preview: (organizationId, syncId) => reads.preview(organizationId, { syncId }),
    async erase(organizationId, { syncId, reason }, progress) {
      const erasureId = randomUUID()
      const correlationId = `erase-${erasureId}`
      const asked = {
        erasureId,
        target: { syncId },
        reason: (await gate.admit(organizationId, reason)).slice(0, mostReasonLength),
        actor,
        correlationId,
      }
      await commands.request(organizationId, asked)
      await audit.record({
        organizationId,
        actor,
        action: 'erasure.request',
        target: erasureId,
        outcome: 'done',
        ip: null,
        userAgent: null,
        correlationId,
        at: new Date(),
        durationMs: null,
        after: { erasureId, target: { syncId }, reason: asked.reason },
      })
      return untilErased(organizationId, erasureId, progress)
    },
  }
}
