import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { CredentialKind } from '@syncline/domain/connection'
import type { ConnectionTest, ProviderForm } from '@syncline/domain/view'
import { type FormEvent, useState } from 'react'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'

const words = strings.connect

export interface Draft {
  readonly name: string
  readonly venue: string
  readonly accountId: string
  readonly baseUrl: string
  readonly secrets: Readonly<Partial<Record<CredentialKind, string>>>
}

export interface ConnectFormProps {
  readonly form: ProviderForm
  readonly draft: Draft
  readonly test: { readonly busy: boolean; readonly result: ConnectionTest | null; readonly stale: boolean }
  readonly saving: boolean
  readonly refused: Refusal | null
  readonly onChange: (draft: Draft) => void
  readonly onTest: () => void
  readonly onSave: () => void
  readonly onBack: () => void
}

/** What a provider asks for, as its manifest says. Secrets are typed here and shown nowhere. */
export function ConnectForm(props: ConnectFormProps) {
  const { form, draft, test, saving, refused, onChange, onTest, onSave, onBack } = props
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const [tried, setTried] = useState(false)
  const lacks = (text: string | undefined) => (text === undefined || text.trim() === '' ? words.needed : null)
  // Where it follows from the key, nobody has to say it.
  const needed = form.baseUrl === null ? [draft.name, draft.venue] : [draft.name, draft.venue, draft.baseUrl]
  const missing = needed.some((text) => lacks(text) !== null)
  const keyMissing = form.fields.some(({ kind, required }) => required && lacks(draft.secrets[kind]) !== null)
  const untested = test.result?.ok !== true ? words.testFirst : test.stale ? words.changed : null
  const error = (text: string | undefined) => (tried ? lacks(text) : null)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (missing || keyMissing || test.busy || saving || mayNot !== null) return
    if (untested === null) onSave()
    else onTest()
  }
  const testNow = () => {
    setTried(true)
    if (!missing && !keyMissing && !test.busy) onTest()
  }
  return (
    <Box component="form" onSubmit={submit} noValidate autoComplete="off" sx={{ display: 'grid', gap: 4 }}>
      <Field
        label={words.name}
        value={draft.name}
        onChange={(name) => onChange({ ...draft, name })}
        hint={words.nameHint}
        error={error(draft.name)}
        maxLength={120}
        autoFocus
      />
      <Field
        label={words.venue}
        value={draft.venue}
        onChange={(venue) => onChange({ ...draft, venue })}
        hint={words.venueHint}
        error={error(draft.venue)}
        maxLength={120}
      />
      {form.fields.map(({ kind, title, help, required }) => (
        <Field
          key={kind}
          label={strings.told(title)}
          type="password"
          autoComplete="off"
          value={draft.secrets[kind] ?? ''}
          onChange={(secret) => onChange({ ...draft, secrets: { ...draft.secrets, [kind]: secret } })}
          hint={words.secretHint(strings.told(help), required)}
          error={required ? error(draft.secrets[kind]) : null}
          maxLength={8_192}
        />
      ))}
      {!form.choices.some(({ placesAccount }) => placesAccount) && (
        <Field
          label={words.account}
          value={draft.accountId}
          onChange={(accountId) => onChange({ ...draft, accountId })}
          hint={words.accountHint}
          maxLength={120}
        />
      )}
      <Field
        label={words.address}
        value={draft.baseUrl}
        onChange={(baseUrl) => onChange({ ...draft, baseUrl })}
        hint={form.baseUrl === null ? words.addressFollows : words.addressHint}
        error={form.baseUrl === null ? null : error(draft.baseUrl)}
        maxLength={500}
      />
      <Result form={form} result={test.stale ? null : test.result} />
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Button onClick={onBack}>{words.back}</Button>
        <GuardedButton refusal={mayNot} onClick={testNow}>
          {test.busy ? words.testing : words.test}
        </GuardedButton>
        <GuardedButton variant="contained" refusal={mayNot ?? untested} onClick={() => !saving && onSave()}>
          {saving ? words.saving : words.save}
        </GuardedButton>
      </Box>
    </Box>
  )
}

function Result({ form, result }: { form: ProviderForm; result: ConnectionTest | null }) {
  if (result === null) return null
  return (
    <Box role="status">
      <Typography sx={{ fontWeight: 500, color: result.ok ? 'status.synced.main' : 'status.failed.main' }}>
        {result.ok ? words.tested(form.title, result.tookMs) : words.refused(form.title)}
      </Typography>
      {result.detail !== null && (
        <Typography sx={{ color: 'ink.soft', overflowWrap: 'anywhere' }}>
          {words.said(result.detail)}
        </Typography>
      )}
    </Box>
  )
}
