import type { CachedReads } from '../cached-reads/index.ts'
import type { ConnectionChoices } from '../choices/index.ts'
import type { OrganizationSwitchPort } from '../commands/organization.ts'
import type { OrganizationKeysPort } from '../commands/organization-keys.ts'
import type { Electricity } from '../electricity/index.ts'
import type { createRechargeReads } from '../electricity/recharge-reads.ts'
import type { Recharges } from '../electricity/recharges.ts'
import type { createErasureCommands } from '../erasure/commands.ts'
import type { createErasureReads } from '../erasure/reads.ts'
import type { CallbackPort } from '../intake/callback-port.ts'
import type { IntakePort } from '../intake/push.ts'
import type { Movements } from '../movements/index.ts'
import type { SignIns } from '../oauth/connect.ts'
import type { SandboxEvents } from '../ops/sandbox-events.ts'
import type { PrivacyGate } from '../privacy/gate.ts'
import type { ProtectionCommands } from '../protection/commands.ts'
import type { ProtectionReads } from '../protection/reads.ts'
import type { ReconciliationCommands } from '../reconciliation/port.ts'
import type { ReconciliationReads } from '../reconciliation/reads.ts'
import type { Refunds } from '../refund/refunds.ts'
import type { RunPort } from '../runs/commands.ts'
import type { ScheduleReads } from '../schedules/schedules.ts'
import type { Tagging } from '../tagging/index.ts'
import type { WebhookEndpointPort } from '../webhook-endpoints/index.ts'
import type { Audit, Refusals } from './audit-port.ts'
import type {
  BulkCommands,
  ConnectionCommands,
  CustodyCommands,
  DemoOrganization,
  Mappings,
  SavedViews,
  SyncCommands,
  WebhookCommands,
} from './command-ports.ts'
import type { ApiKeyPort, PeoplePort, SessionsPort } from './people-ports.ts'
import type {
  AuditReads,
  ConflictReads,
  ConnectionReads,
  EventReads,
  LiveBell,
  MetricReads,
  SearchReads,
  SyncReads,
  WebhookReads,
} from './read-ports.ts'

/** What the procedures stand on. Every method takes the organization first and sees nothing of any other. */
export interface Ports {
  readonly syncReads: SyncReads
  readonly connectionReads: ConnectionReads
  readonly webhookReads: WebhookReads
  readonly webhookCommands: WebhookCommands
  readonly metricReads: MetricReads
  readonly eventReads: EventReads
  readonly syncCommands: SyncCommands
  readonly bulkCommands: BulkCommands
  readonly runs: RunPort
  readonly refunds: Refunds
  readonly reconciliationReads: ReconciliationReads
  readonly reconciliationCommands: ReconciliationCommands
  readonly conflictReads: ConflictReads
  readonly connectionCommands: ConnectionCommands
  readonly scheduleReads: ScheduleReads
  readonly mappings: Mappings
  readonly custodyCommands: CustodyCommands
  readonly organizationSwitch: OrganizationSwitchPort
  readonly organizationKeys: OrganizationKeysPort
  readonly protectionReads: ProtectionReads
  readonly protectionCommands: ProtectionCommands
  readonly cachedReads: CachedReads
  readonly webhookEndpoints: WebhookEndpointPort
  readonly choices: ConnectionChoices
  readonly callbacks: CallbackPort
  readonly movements: Movements
  readonly electricity: Electricity
  readonly recharges: Recharges & ReturnType<typeof createRechargeReads>
  readonly tagging: Tagging
  readonly intake: IntakePort
  readonly signIns: Pick<SignIns, 'start'>
  readonly sandboxEvents: SandboxEvents
  readonly searchReads: SearchReads
  readonly savedViews: SavedViews
  readonly demoOrganization: DemoOrganization
  readonly privacy: Pick<PrivacyGate, 'policyOf' | 'setPolicy' | 'admitAll'>
  readonly erasureReads: ReturnType<typeof createErasureReads>
  readonly erasureCommands: ReturnType<typeof createErasureCommands>
  readonly liveBell: LiveBell
  readonly apiKeys: ApiKeyPort
  readonly auditReads: AuditReads
  readonly people: PeoplePort
  readonly sessions: SessionsPort
  readonly audit: Audit
  readonly refusals: Refusals
}
