import { type Appender, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { type Actor, streamName } from '@syncline/domain/event'
import {
  admitText,
  decidePrivacy,
  detect,
  evolvePrivacy,
  initialPrivacy,
  type PrivacyCommand,
  type PrivacyEvent,
  type PrivacyPolicy,
  type PrivacyState,
} from '@syncline/domain/privacy'
import type pg from 'pg'
import { createCommandRunner } from '../commands/runner.ts'

export interface PrivacyGate {
  policyOf(organizationId: string): Promise<PrivacyPolicy>
  setPolicy(
    organizationId: string,
    command: { policy: PrivacyPolicy; actor: Actor; correlationId: string },
  ): Promise<{ position: number }>
  /**
   * Free text as the organization lets it in: masked, whole, or not at all.
   * @throws SynclineError PHI_DETECTED
   */
  admit(organizationId: string, text: string): Promise<string>
}

export interface PrivacyGateDeps {
  readonly pool: pg.Pool
  readonly appender: Appender
  /** Told of what was let in all the same: how many of which kind, never the text. */
  readonly onAllowed: (organizationId: string, kinds: Readonly<Record<string, number>>) => void
  readonly now?: () => Date
}

/** Where free text of people enters; the policy is read from the organization's own stream each time. */
export function createPrivacyGate(deps: PrivacyGateDeps): PrivacyGate {
  const { pool, appender, onAllowed, now = () => new Date() } = deps
  const runner = createCommandRunner<PrivacyState, PrivacyCommand, PrivacyEvent>(
    { initial: initialPrivacy, evolve: evolvePrivacy, decide: decidePrivacy },
    { pool, appender },
  )
  async function policyOf(organizationId: string): Promise<PrivacyPolicy> {
    const stream = streamName('organization', organizationId)
    const events = await withOrganization(pool, organizationId, (tx) =>
      readStream(tx, organizationId, stream),
    )
    return events.reduce(evolvePrivacy, initialPrivacy).policy
  }
  return {
    policyOf,
    async setPolicy(organizationId, { policy, actor, correlationId }) {
      const { position } = await runner.run({
        organizationId,
        stream: streamName('organization', organizationId),
        command: { type: 'setPolicy', policy },
        context: { now: now(), actor, correlationId },
      })
      return { position }
    },
    async admit(organizationId, text) {
      // Most words tell of nobody: then no policy is asked.
      if (detect(text).length === 0) return text
      const policy = await policyOf(organizationId)
      const admitted = admitText(policy, text)
      if (policy === 'allow') onAllowed(organizationId, countKinds(admitted.findings))
      return admitted.text
    },
  }
}

function countKinds(findings: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
