import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { Chosen } from '@syncline/domain/connection'
import type { ChoiceForm } from '@syncline/domain/view'
import { useState } from 'react'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { Choice } from '../../ui/Choice.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import type { ChoiceOffered } from '../cached/choices.ts'

const words = strings.choices

export interface ChoiceViewProps {
  readonly form: ChoiceForm
  readonly provider: string
  /** Null: nobody chose, or nothing in particular. */
  readonly chosen: Chosen | null
  readonly state: PartState<{ readonly offered: readonly ChoiceOffered[] }>
  /** Nothing is asked while it is switched off. */
  readonly disabled: boolean
  readonly saving: boolean
  readonly looking: boolean
  readonly refused: Refusal | null
  readonly onChoose: (id: string | null) => void
  readonly onLookAgain: () => void
  readonly onAdd: () => void
}

const nothing = ''

/** One thing that a connection is about: what the provider has, and which of it is chosen. */
export function ChoiceView(props: ChoiceViewProps) {
  const { form, provider, chosen, state, disabled, saving, looking, refused } = props
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure')
    ? disabled
      ? words.isOff
      : null
    : words.mayNot(organization.name)
  const [picked, setPicked] = useState<string | null>(null)
  const value = picked ?? chosen?.id ?? nothing
  const refusal =
    mayNot ??
    (value === nothing && form.none === null
      ? words.pick
      : picked === null || picked === (chosen?.id ?? nothing)
        ? words.same
        : null)
  return (
    <Box sx={{ display: 'grid', gap: 2, maxWidth: 560, minWidth: 0 }}>
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[64]}>
        {({ offered }) => (
          <>
            <Choice
              label={strings.told(form.title)}
              value={value}
              disabled={mayNot !== null}
              options={optionsOf(form, offered, chosen)}
              onChange={setPicked}
            />
            {offered.length === 0 && (
              <Typography sx={{ color: 'ink.soft' }}>
                {form.creation === null ? words.none(provider) : words.noneMake(provider)}
              </Typography>
            )}
          </>
        )}
      </PartFace>
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
        {strings.told(form.help)}
      </Typography>
      {state.kind === 'ready' && chosen === null && form.none === null && (
        <Typography sx={{ color: 'status.waiting.main' }}>{words.unchosen}</Typography>
      )}
      {refused !== null && <Refused {...refused} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <GuardedButton
          variant="contained"
          refusal={state.kind === 'ready' ? refusal : (mayNot ?? words.pick)}
          onClick={() => !saving && props.onChoose(value === nothing ? null : value)}
        >
          {saving ? words.saving : words.save}
        </GuardedButton>
        <Button onClick={() => !looking && props.onLookAgain()} disabled={disabled}>
          {looking ? words.looking : words.lookAgain}
        </Button>
        {form.creation !== null && (
          <GuardedButton refusal={mayNot} onClick={props.onAdd}>
            {words.add}
          </GuardedButton>
        )}
      </Box>
    </Box>
  )
}

/** What is chosen stays in the list, also when it is not there any more. */
function optionsOf(form: ChoiceForm, offered: readonly ChoiceOffered[], chosen: Chosen | null) {
  const isGone = chosen !== null && !offered.some(({ id }) => id === chosen.id)
  return [
    { value: nothing, label: form.none === null ? words.open : strings.told(form.none) },
    ...offered.map(({ id, name }) => ({ value: id, label: name })),
    ...(isGone ? [{ value: chosen.id, label: words.gone(chosen.name) }] : []),
  ]
}
