import Button from '@mui/material/Button'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { stepUp } from '../api/auth.ts'
import { toProblem } from '../api/problem.ts'
import { readSso, ssoHref } from '../api/sso.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { type Refusal, refusedBy } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.settings.prove

export interface ProveViewProps {
  /** Where they sign in. */
  readonly label: string
  /** Whether an app of theirs shows codes. */
  readonly withCode: boolean
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onCode: (code: string) => void
  readonly onAgain: () => void
  readonly onClose: () => void
}

/** For who has no password here: by a code of their app, or by signing in again where they signed in. */
export function ProveView({ label, withCode, onCode, onAgain, ...rest }: ProveViewProps) {
  const [code, setCode] = useState('')
  const again = words.again(label)
  return (
    <FormDialog
      title={words.title}
      text={withCode ? words.textCode : words.text}
      submit={withCode ? words.submit : again}
      submitting={words.submitting}
      onSubmit={withCode ? () => onCode(code.trim()) : onAgain}
      {...rest}
    >
      {withCode && (
        <>
          <Field
            label={words.label}
            autoComplete="one-time-code"
            value={code}
            onChange={setCode}
            maxLength={6}
            autoFocus
          />
          <Button onClick={onAgain}>{again}</Button>
        </>
      )}
    </FormDialog>
  )
}

/** Asks who has no password to prove themselves, and goes on with what needed it. */
export function ProveDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { twoFactor } = useSession()
  const sso = useQuery({ queryKey: ['sso'], queryFn: ({ signal }) => readSso(signal) })
  const check = useMutation({
    mutationFn: (code: string) => stepUp({ code }),
    onSuccess: (right) => right && onDone(),
  })
  const wrong = check.data === false ? { text: words.wrong, errorId: null } : null
  const problem = check.error === null ? null : toProblem(check.error)
  return (
    <ProveView
      label={sso.data?.label ?? words.issuer}
      withCode={twoFactor}
      busy={check.isPending}
      refused={wrong ?? refusedBy(problem)}
      onCode={(code) => check.mutate(code)}
      onAgain={() => location.assign(ssoHref(`${location.pathname}${location.search}`, true))}
      onClose={onClose}
    />
  )
}
