import type { SyncJob } from '@syncline/domain/job'
import { type Entry, reporting } from '../protection/gate.ts'
import type { ExecutorDeps } from './executor-deps.ts'
import type { Ready } from './prepare.ts'
import type { Step } from './step.ts'

const nothing = async () => {}

export interface Leave {
  /** What happens next. */
  readonly next: Step
  /** To be done when it does not go out after all. */
  readonly release: () => Promise<void>
}

/** Right before a call goes out: whether the provider may be called now. Where not, the sync waits and burns no try. */
export async function askLeave(
  deps: ExecutorDeps,
  { organizationId }: SyncJob,
  { state }: Ready,
  step: Step,
): Promise<Leave> {
  const calls = 'send' in step ? 'write' : 'ask' in step ? 'read' : null
  if (calls === null) return { next: step, release: nothing }
  const entry = await deps.protection.enter(organizationId, state.request.connectionId, calls)
  if (!entry.ok) return held(entry)
  const next: Step =
    'send' in step
      ? { ...step, send: (key, isLate) => reporting(entry, () => step.send(key, isLate)) }
      : 'ask' in step
        ? { ask: () => reporting(entry, () => step.ask()) }
        : step
  return { next, release: entry.release }
}

export const held = ({ hold, waitMs }: Extract<Entry, { ok: false }>): Leave => ({
  next: { command: { type: 'scheduleRetry', hold, waitMs } },
  release: nothing,
})
