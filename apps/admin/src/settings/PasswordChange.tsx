import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { changePassword } from '../api/auth.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { type Refusal, refusedBy } from '../parts/Refused.tsx'
import { passwordLength } from '../session/password.ts'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.account.password

export interface PasswordChangeViewProps {
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (now: string, next: string) => void
  readonly onClose: () => void
}

export function PasswordChangeView({ onSubmit, ...rest }: PasswordChangeViewProps) {
  const [now, setNow] = useState('')
  const [next, setNext] = useState('')
  const [tried, setTried] = useState(false)
  const isShort = next.length < passwordLength.least
  const submit = () => {
    setTried(true)
    if (now !== '' && !isShort) onSubmit(now, next)
  }
  return (
    <FormDialog {...words} {...rest} onSubmit={submit}>
      <Field
        label={words.now}
        type="password"
        autoComplete="current-password"
        value={now}
        onChange={setNow}
        error={tried && now === '' ? words.missing : null}
        maxLength={passwordLength.most}
        autoFocus
      />
      <Field
        label={words.next}
        type="password"
        autoComplete="new-password"
        value={next}
        onChange={setNext}
        hint={words.hint}
        error={tried && isShort ? words.short : null}
        maxLength={passwordLength.most}
      />
    </FormDialog>
  )
}

/** Asks for the password one has and a new one. */
export function PasswordChange({ onClose }: { readonly onClose: () => void }) {
  const { queries } = useApi()
  const toast = useToast()
  const change = useMutation({
    mutationFn: ({ now, next }: { now: string; next: string }) => changePassword(now, next),
    onSuccess: async (right) => {
      if (!right) return
      toast(words.changed)
      onClose()
      await queries.invalidateQueries({ queryKey: ['sessions'] })
    },
  })
  const wrong = change.data === false ? { text: words.wrong, errorId: null } : null
  return (
    <PasswordChangeView
      busy={change.isPending}
      refused={wrong ?? refusedBy(change.error === null ? null : toProblem(change.error))}
      onSubmit={(now, next) => change.mutate({ now, next })}
      onClose={onClose}
    />
  )
}
