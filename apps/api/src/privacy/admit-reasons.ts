import type { Ports } from '../trpc/ports.ts'
import type { PrivacyGate } from './gate.ts'

/** What events hold of a reason; a mask may be longer than what it hides. */
const maxReasonLength = 500

type Commands = Pick<
  Ports,
  'syncCommands' | 'webhookCommands' | 'bulkCommands' | 'erasureCommands' | 'refunds' | 'runs'
>

/** The same commands, with every reason that a person gives put through the organization's gate first. */
export function admitReasons(gate: Pick<PrivacyGate, 'admit'>, commands: Commands): Commands {
  const { syncCommands, webhookCommands, bulkCommands, erasureCommands, refunds, runs } = commands
  const admitted = async <Command extends { readonly reason: string | null }>(
    organizationId: string,
    command: Command,
  ): Promise<Command> =>
    command.reason === null
      ? command
      : { ...command, reason: await admitReason(gate, organizationId, command.reason) }
  return {
    syncCommands: {
      ...syncCommands,
      retry: async (organizationId, syncId, command) =>
        syncCommands.retry(organizationId, syncId, await admitted(organizationId, command)),
      skip: async (organizationId, syncId, command) =>
        syncCommands.skip(organizationId, syncId, await admitted(organizationId, command)),
      cancel: async (organizationId, syncId, command) =>
        syncCommands.cancel(organizationId, syncId, await admitted(organizationId, command)),
      resolve: async (organizationId, syncId, command) =>
        syncCommands.resolve(organizationId, syncId, await admitted(organizationId, command)),
    },
    webhookCommands: {
      replay: async (organizationId, deliveryId, command) =>
        webhookCommands.replay(organizationId, deliveryId, await admitted(organizationId, command)),
    },
    bulkCommands: {
      ...bulkCommands,
      request: async (organizationId, request) =>
        bulkCommands.request(organizationId, await admitted(organizationId, request)),
    },
    erasureCommands: {
      request: async (organizationId, asked) =>
        erasureCommands.request(organizationId, await admitted(organizationId, asked)),
    },
    refunds: {
      ...refunds,
      create: async (organizationId, asked, by) =>
        refunds.create(organizationId, await admitted(organizationId, asked), by),
    },
    runs: {
      ...runs,
      cancel: async (organizationId, runId, by) =>
        runs.cancel(organizationId, runId, await admitted(organizationId, by)),
    },
  }
}

/** A reason as it may be stored. @throws SynclineError PHI_DETECTED where the policy is to reject */
export async function admitReason(
  gate: Pick<PrivacyGate, 'admit'>,
  organizationId: string,
  reason: string,
): Promise<string> {
  return (await gate.admit(organizationId, reason)).slice(0, maxReasonLength)
}
