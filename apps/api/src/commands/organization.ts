import type { Appender } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { organizationOff } from '@syncline/db/queries'
import {
  decideOrganization,
  evolveOrganization,
  initialOrganization,
  type OrganizationCommand,
  type OrganizationEvent,
  type OrganizationSwitch,
  type ProviderName,
} from '@syncline/domain/connection'
import { streamName } from '@syncline/domain/event'
import type { OrganizationSwitchView } from '@syncline/domain/view'
import type pg from 'pg'
import type { By } from './custody.ts'
import { createCommandRunner } from './runner.ts'

export interface OrganizationSwitchDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  /** Providers that this installation has switched off. */
  readonly off: ReadonlySet<ProviderName>
  readonly now?: () => Date
}

/** One switch for all that an organization sends, above those of its connections. */
export function createOrganizationSwitch({
  pool,
  appender,
  off,
  now = () => new Date(),
}: OrganizationSwitchDeps) {
  const runner = createCommandRunner<OrganizationSwitch, OrganizationCommand, OrganizationEvent>(
    { initial: initialOrganization, evolve: evolveOrganization, decide: decideOrganization },
    { pool, appender },
  )
  async function run(organizationId: string, command: OrganizationCommand, by: By) {
    const { position } = await runner.run({
      organizationId,
      stream: streamName('organization', organizationId),
      command,
      context: { now: now(), ...by },
    })
    return { position }
  }
  return {
    async get(organizationId: string): Promise<OrganizationSwitchView> {
      const disabledBecause = await withOrganization(pool, organizationId, (tx) =>
        organizationOff(tx, organizationId),
      )
      return { disabledBecause, providersOff: [...off].sort() }
    },
    /** @throws SynclineError STATE_CONFLICT (`is_off`) */
    disable: (organizationId: string, { reason }: { reason: string }, by: By) =>
      run(organizationId, { type: 'disable', reason }, by),
    /** @throws SynclineError STATE_CONFLICT (`is_on`) */
    enable: (organizationId: string, by: By) => run(organizationId, { type: 'enable' }, by),
  }
}
export type OrganizationSwitchPort = ReturnType<typeof createOrganizationSwitch>
