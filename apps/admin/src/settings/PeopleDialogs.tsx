import { type Role, roles } from '@syncline/domain/access'
import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { refusedPeople } from './PeopleView.tsx'

const words = strings.settings.people

interface Asking {
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onClose: () => void
}

export function InviteDialog({
  mails,
  busy,
  problem,
  onClose,
  onSubmit,
}: Asking & { mails: boolean; onSubmit: (who: { email: string; role: Role }) => void }) {
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('operator')
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (email.trim() !== '') onSubmit({ email: email.trim(), role })
  }
  return (
    <FormDialog
      title={words.form.title}
      text={mails ? words.form.textMail : words.form.text}
      submit={mails ? words.form.submitMail : words.form.submit}
      submitting={words.form.submitting}
      busy={busy}
      refused={refusedPeople(problem)}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field
        label={words.form.email}
        type="email"
        inputMode="email"
        value={email}
        onChange={setEmail}
        error={tried && email.trim() === '' ? words.form.emailMissing : null}
        maxLength={254}
        autoFocus
      />
      <Choice
        label={words.form.role}
        value={role}
        options={roles.map((value) => ({ value, label: strings.shell.roles[value] }))}
        onChange={setRole}
      />
    </FormDialog>
  )
}

export function RemoveDialog({
  name,
  busy,
  problem,
  onClose,
  onSubmit,
}: Asking & { name: string; onSubmit: () => void }) {
  return (
    <FormDialog
      {...words.removal}
      grave
      title={words.removal.title(name)}
      busy={busy}
      refused={refusedPeople(problem)}
      onClose={onClose}
      onSubmit={onSubmit}
    />
  )
}
