import { type UseMutationResult, useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { stepUp } from '../api/auth.ts'
import { type Problem, toProblem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { ProveDialog } from './ProveDialog.tsx'

const words = strings.settings.stepUp

/** Whether the password has to be given again before this can be done. */
export const needsPassword = (problem: Problem | null): boolean =>
  problem?.code === 'PERMISSION_DENIED' && problem.details['reason'] === 'password_needed'

export function PasswordView(props: {
  readonly text?: string
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: (password: string) => void
  readonly onClose: () => void
}) {
  const [password, setPassword] = useState('')
  return (
    <FormDialog {...words} {...props} onSubmit={() => props.onSubmit(password)}>
      <Field
        label={words.label}
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        maxLength={128}
        autoFocus
      />
    </FormDialog>
  )
}

/** Asks for the password again, or for what stands for it, and goes on with what needed it. */
export function PasswordDialog(props: { onDone: () => void; onClose: () => void }) {
  const { hasPassword } = useSession()
  return hasPassword ? <OwnPassword {...props} /> : <ProveDialog {...props} />
}

/** Stands beside a command: asks when it was refused for want of the password, and goes on with what was asked for. */
export function AskedAgain<Given>({ command }: { command: UseMutationResult<unknown, Error, Given> }) {
  if (command.error === null || !needsPassword(toProblem(command.error))) return null
  return (
    <PasswordDialog
      onDone={() => command.mutate(command.variables as Given)}
      onClose={() => command.reset()}
    />
  )
}

function OwnPassword({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const [wrong, setWrong] = useState(false)
  const check = useMutation({
    mutationFn: (password: string) => stepUp({ password }),
    onSuccess: (right) => {
      setWrong(!right)
      if (right) onDone()
    },
  })
  const problem = check.error === null ? null : toProblem(check.error)
  const refused = wrong
    ? { text: words.wrong, errorId: null }
    : problem && { text: `${problem.sentence} ${problem.remedy}`, errorId: problem.errorId }
  return (
    <PasswordView
      busy={check.isPending}
      refused={refused}
      onSubmit={(given) => check.mutate(given)}
      onClose={onClose}
    />
  )
}
