import type { SyncJob } from '@syncline/domain/job'
import type { Step } from './choose-step.ts'
import type { ExecutorDeps, Ready } from './executor.ts'

const nothing = async () => {}

/**
 * Right before a call goes out: whether the provider may be called now. Where not, the sync waits and burns no try.
 * @returns what happens next, and what to do when it does not go out after all
 */
export async function askLeave(
  deps: ExecutorDeps,
  { organizationId }: SyncJob,
  { state }: Ready,
  step: Step,
): Promise<{ next: Step; release: () => Promise<void> }> {
  const calls = 'send' in step ? 'write' : 'ask' in step ? 'read' : null
  if (calls === null) return { next: step, release: nothing }
  const entry = await deps.protection.enter(organizationId, state.request.connectionId, calls)
  if (!entry.ok) {
    const { hold, waitMs } = entry
    return { next: { command: { type: 'scheduleRetry', hold, waitMs } }, release: nothing }
  }
  const { report, release } = entry
  async function reported<End extends object>(call: Promise<End>): Promise<End> {
    const end = await call
    await report(end)
    return end
  }
  const next: Step =
    'send' in step
      ? { ...step, send: (key) => reported(step.send(key)) }
      : 'ask' in step
        ? { ask: () => reported(step.ask()) }
        : step
  return { next, release }
}
