import { type Appender, readStream } from '@syncline/db/log'
import { withOrganization } from '@syncline/db/pool'
import { type Actor, streamName } from '@syncline/domain/event'
import {
  admitText,
  decidePrivacy,
  detectIn,
  evolvePrivacy,
  initialPrivacy,
  type PrivacyCommand,
  type PrivacyEvent,
  type PrivacyPolicy,
  type PrivacyState,
  type TextUse,
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
  /** The same of several at once. @throws SynclineError PHI_DETECTED where any is not let in */
  admitAll(organizationId: string, texts: readonly string[], use?: TextUse): Promise<readonly string[]>
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
  const admitAll: PrivacyGate['admitAll'] = async (organizationId, texts, use = 'note') => {
    // Most words tell of nobody: then no policy is asked.
    if (texts.every((text) => detectIn(text, use).length === 0)) return texts
    const policy = await policyOf(organizationId)
    const admitted = texts.map((text) => admitText(policy, text, use))
    if (policy === 'allow')
      onAllowed(organizationId, countKinds(admitted.flatMap(({ findings }) => findings)))
    return admitted.map(({ text }) => text)
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
    admit: async (organizationId, text) => (await admitAll(organizationId, [text]))[0] ?? '',
    admitAll,
  }
}

function countKinds(findings: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
