import type { ChoiceForm } from '@syncline/domain/view'
import { useState } from 'react'
import { FormDialog } from '../../parts/FormDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'
import { Field } from '../../ui/Field.tsx'

const words = strings.choices.adding

/** Asks for what a provider needs to make one more of what can be chosen. */
export function AddDialog({
  form: { title, creation },
  provider,
  busy,
  wrong,
  refused,
  onSubmit,
  onClose,
}: {
  form: Pick<ChoiceForm, 'title' | 'creation'>
  provider: string
  busy: boolean
  /** The field that will not do. */
  wrong: string | null
  refused: Refusal | null
  onSubmit: (given: Readonly<Record<string, string>>) => void
  onClose: () => void
}) {
  const fields = creation ?? []
  const [given, setGiven] = useState<Readonly<Record<string, string>>>({})
  const [tried, setTried] = useState(false)
  const isMissing = (name: string) => (given[name] ?? '').trim() === ''
  const submit = () => {
    setTried(true)
    if (!fields.some(({ name }) => isMissing(name))) onSubmit(given)
  }
  return (
    <FormDialog
      title={words.title(strings.told(title), provider)}
      text={words.text(provider)}
      submit={words.submit}
      submitting={words.submitting}
      busy={busy}
      refused={wrong === null ? refused : null}
      onSubmit={submit}
      onClose={onClose}
    >
      {fields.map(({ name, title: label, example }, index) => (
        <Field
          key={name}
          label={strings.told(label)}
          autoComplete="off"
          value={given[name] ?? ''}
          onChange={(value) => setGiven({ ...given, [name]: value })}
          hint={example}
          error={tried && isMissing(name) ? words.needed : wrong === name ? words.wrong : null}
          maxLength={500}
          autoFocus={index === 0}
        />
      ))}
    </FormDialog>
  )
}
