import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { giveCode } from '../api/auth.ts'
import { toProblem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { type Refusal, refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.settings.twoFactor.code

export function CodeView(props: {
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (code: string) => void
  readonly onClose: () => void
}) {
  const [code, setCode] = useState('')
  return (
    <FormDialog {...words} {...props} onSubmit={() => props.onSubmit(code.trim())}>
      <Field
        label={words.label}
        autoComplete="one-time-code"
        value={code}
        onChange={setCode}
        maxLength={32}
        autoFocus
      />
    </FormDialog>
  )
}

/** Asks for a code of the app, or a recovery code, and goes on when it was right. */
export function CodeDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const check = useMutation({ mutationFn: giveCode, onSuccess: (said) => said === 'right' && onDone() })
  const said = check.data === undefined || check.data === 'right' ? null : words[check.data]
  const wrong = said === null ? null : { text: said, errorId: null }
  const problem = check.error === null ? null : toProblem(check.error)
  return (
    <CodeView
      busy={check.isPending}
      refused={wrong ?? refusedBy(problem)}
      onSubmit={(code) => check.mutate(code)}
      onClose={onClose}
    />
  )
}
