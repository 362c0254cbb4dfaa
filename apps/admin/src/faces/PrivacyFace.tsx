import { noop } from '@tanstack/react-query'
import type { Tried } from '../privacy/Findings.tsx'
import { type PrivacyState, PrivacyView } from '../privacy/PrivacyView.tsx'
import type { faces } from './list.ts'
import { framed } from './SettingsFaces.tsx'
import * as samples from './samples.ts'

type Face = (typeof faces)['privacy'][number]

const ready: PrivacyState = { kind: 'ready', policy: 'mask' }
const states: Partial<Record<Face, PrivacyState>> = {
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
}

const found: Tried = {
  text: 'Guest Ada Obi asked for a copy, ada@example.org',
  findings: [
    { start: 6, end: 13, kind: 'name', form: 'name', confidence: 0.88 },
    { start: 32, end: 47, kind: 'email', form: 'email', confidence: 0.98 },
  ],
  masked: 'Guest [name] asked for a copy, [email]',
}
const text = 'The amount was corrected'
const results: Partial<Record<Face, Tried>> = {
  success: found,
  auditor: found,
  nothing: { text, findings: [], masked: text },
}

export function PrivacyFace({ face }: { face: Face }) {
  const problem = face === 'refused' ? samples.problem : null
  return framed(
    <PrivacyView
      state={states[face] ?? ready}
      policy={{ problem, onSet: noop }}
      trial={{ busy: false, problem: null, result: results[face] ?? null, onTry: noop }}
    />,
    face === 'auditor' ? samples.auditor : samples.admin,
  )
}
