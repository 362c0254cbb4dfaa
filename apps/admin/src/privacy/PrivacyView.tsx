import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import { maxTriedLength, type PrivacyPolicy, privacyPolicies } from '@syncline/domain/privacy'
import { type FormEvent, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { Refused, refusedBy } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Delayed } from '../ui/Delayed.tsx'
import { Field } from '../ui/Field.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Findings, type Tried } from './Findings.tsx'

const words = strings.privacy

export type PrivacyState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly policy: PrivacyPolicy }

export interface PrivacyViewProps {
  readonly state: PrivacyState
  readonly policy: { readonly problem: Problem | null; readonly onSet: (policy: PrivacyPolicy) => void }
  readonly trial: {
    readonly busy: boolean
    readonly problem: Problem | null
    readonly result: Tried | null
    readonly onTry: (text: string) => void
  }
}

/** What becomes of personal data in free text, and a place to see what counts as such. */
export function PrivacyView({ state, policy, trial }: PrivacyViewProps) {
  if (state.kind === 'error')
    return <ProblemNotice title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  return (
    <Box sx={{ display: 'grid', gap: 6, maxWidth: 760 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.text}</Typography>
      {state.kind === 'loading' ? (
        <Loading afterMs={state.afterMs} />
      ) : (
        <>
          <Policy value={state.policy} {...policy} />
          <Trial {...trial} />
        </>
      )}
    </Box>
  )
}

function Loading({ afterMs }: { afterMs?: number | undefined }) {
  return (
    <Delayed {...(afterMs !== undefined && { afterMs })}>
      <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 3 }}>
        <Skeleton height={60} />
        <Skeleton height={120} />
      </Box>
    </Delayed>
  )
}

function Policy({ value, problem, onSet }: PrivacyViewProps['policy'] & { readonly value: PrivacyPolicy }) {
  const { permissions, organization } = useSession()
  const may = permissions.includes('organization.configure')
  const refused = refusedBy(problem)
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Choice
        label={words.policy}
        value={value}
        disabled={!may}
        options={privacyPolicies.map((each) => ({ value: each, label: words.policies[each] }))}
        onChange={onSet}
      />
      {!may && (
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {words.mayNot(organization.name)}
        </Typography>
      )}
      {refused !== null && <Refused {...refused} />}
    </Box>
  )
}

function Trial({ busy, problem, result, onTry }: PrivacyViewProps['trial']) {
  const [text, setText] = useState(result?.text ?? '')
  const refused = refusedBy(problem)
  const refusal = text.trim() === '' ? words.nothingTyped : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && refusal === null) onTry(text)
  }
  return (
    <Box sx={{ display: 'grid', gap: 6 }}>
      <Box
        component="form"
        onSubmit={submit}
        noValidate
        sx={{ display: 'grid', gap: 3, justifyItems: 'start' }}
      >
        <Field
          label={words.try}
          hint={words.tryHint}
          value={text}
          onChange={setText}
          multiline
          maxLength={maxTriedLength}
        />
        <GuardedButton type="submit" variant="contained" refusal={refusal} onClick={() => {}}>
          {busy ? words.trying : words.tryButton}
        </GuardedButton>
      </Box>
      {refused !== null && <Refused {...refused} />}
      {result !== null && <Findings {...result} />}
    </Box>
  )
}
