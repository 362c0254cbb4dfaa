import { type Decision, decided, SynclineError } from '../error/domain-error.ts'
import type { EventData } from '../event/catalogue.ts'
import type { NewEvent } from '../event/envelope.ts'
import { detect } from './detect.ts'
import {
  type Finding,
  type IdentifierKind,
  labelKinds,
  type PrivacyPolicy,
  type TextUse,
  usualPrivacyPolicy,
} from './kinds.ts'
import { maskFindings } from './mask.ts'

export type PrivacyEvent = NewEvent<'PrivacyPolicySet', EventData<'PrivacyPolicySet'>>

export interface PrivacyCommand {
  readonly type: 'setPolicy'
  readonly policy: PrivacyPolicy
}

export interface PrivacyState {
  readonly policy: PrivacyPolicy
}

export const initialPrivacy: PrivacyState = { policy: usualPrivacyPolicy }

export const decidePrivacy = ({ policy }: PrivacyCommand): Decision<PrivacyEvent> =>
  decided({ type: 'PrivacyPolicySet', data: { policy } })

/** The organization's stream tells other things as well, which change nothing here. */
export const evolvePrivacy = (state: PrivacyState, event: NewEvent): PrivacyState =>
  event.type === 'PrivacyPolicySet' ? { policy: (event as PrivacyEvent).data.policy } : state

export interface AdmittedText {
  /** What may be stored. */
  readonly text: string
  readonly findings: readonly Finding[]
}

const kindsOf = (findings: readonly Finding[]): readonly IdentifierKind[] => [
  ...new Set(findings.map(({ kind }) => kind)),
]

/** What of a text must not stand where it is used. @throws as `detect` does */
export const detectIn = (text: string, use: TextUse): readonly Finding[] =>
  detect(text, use === 'label' ? { kinds: labelKinds } : {})

/**
 * Free text as an organization lets it in.
 *
 * @throws SynclineError PHI_DETECTED with the kinds that were found, where the policy is to reject; as `detect` does
 */
export function admitText(policy: PrivacyPolicy, text: string, use: TextUse = 'note'): AdmittedText {
  const findings = detectIn(text, use)
  if (findings.length > 0 && policy === 'reject')
    throw new SynclineError('PHI_DETECTED', { kinds: kindsOf(findings) })
  return { text: policy === 'mask' ? maskFindings(text, findings) : text, findings }
}
