import type { CredentialKind } from '@syncline/domain/connection'
import { useState } from 'react'
import { FormDialog } from '../parts/FormDialog.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

const words = strings.custody.rotating

/** Takes a new version of a credential. What is typed is shown to nobody, and forgotten when the dialog goes. */
export function SecretDialog({
  kind,
  help,
  busy,
  unfit,
  refused,
  onSubmit,
  onClose,
}: {
  kind: CredentialKind
  help: string | null
  busy: boolean
  /** Why the provider does not accept what was typed. */
  unfit: string | null
  refused: Refusal | null
  onSubmit: (secret: string) => void
  onClose: () => void
}) {
  const [secret, setSecret] = useState('')
  const [tried, setTried] = useState(false)
  const [isAnother, setAnother] = useState(false)
  const name = strings.custody.kinds[kind]
  const submit = () => {
    setTried(true)
    if (secret.trim() === '') return
    setAnother(false)
    onSubmit(secret.trim())
  }
  return (
    <FormDialog
      title={words.title(name)}
      text={words.text}
      submit={words.submit}
      submitting={words.submitting}
      busy={busy}
      refused={refused}
      onSubmit={submit}
      onClose={onClose}
    >
      <Field
        label={name}
        type="password"
        autoComplete="off"
        value={secret}
        onChange={(typed) => {
          setSecret(typed)
          setAnother(true)
        }}
        hint={help === null ? words.hint : `${strings.told(help)} ${words.hint}`}
        error={tried && secret.trim() === '' ? words.missing : isAnother || busy ? null : unfit}
        maxLength={8_192}
        autoFocus
      />
    </FormDialog>
  )
}
