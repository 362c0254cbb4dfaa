import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type FormEvent, useState } from 'react'
import type { Refusal } from '../../parts/Refused.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { Field } from '../../ui/Field.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { AskForm } from '../electricity/AskForm.tsx'

const words = strings.tagging
const address = /^[^\s@]+@[^\s@]+$/
const maxTagLength = 100

export interface TaggingViewProps {
  readonly provider: string
  /** Nothing is asked while it is switched off. */
  readonly disabled: boolean
  readonly busy: 'asking' | 'changing' | null
  /** Who was asked about, and the tags; null before that. */
  readonly shown: { readonly email: string; readonly tags: readonly string[] } | null
  readonly refused: Refusal | null
  readonly onAsk: (email: string) => void
  readonly onGive: (tag: string) => void
  readonly onTake: (tag: string) => void
}

/** What somebody on a list is tagged with, and changing it. */
export function TaggingView(props: TaggingViewProps) {
  const { provider, disabled, busy, shown, refused, onAsk } = props
  const [email, setEmail] = useState('')
  const [tried, setTried] = useState(false)
  const isRight = address.test(email.trim())
  const refusal = disabled ? words.isOff : null
  const ask = () => {
    setTried(true)
    if (busy === null && refusal === null && isRight) onAsk(email.trim())
  }
  return (
    <Section title={words.title}>
      <Box sx={{ display: 'grid', gap: 4, maxWidth: 640 }}>
        <AskForm
          title={words.ask}
          text={words.text(provider)}
          submit={busy === 'asking' ? words.submitting : words.submit}
          refusal={refusal}
          refused={refused}
          answer={null}
          onAsk={ask}
        >
          <Field
            label={words.email}
            value={email}
            onChange={setEmail}
            inputMode="email"
            error={tried && !isRight ? words.emailWrong : null}
            maxLength={320}
          />
        </AskForm>
        {shown !== null && <Tags {...props} shown={shown} refusal={refusal} />}
      </Box>
    </Section>
  )
}

function Tags({
  shown: { email, tags },
  refusal,
  busy,
  onGive,
  onTake,
}: TaggingViewProps & { shown: NonNullable<TaggingViewProps['shown']>; refusal: string | null }) {
  const { permissions, organization } = useSession()
  const mayNot = refusal ?? (permissions.includes('sync.request') ? null : words.mayNot(organization.name))
  const [tag, setTag] = useState('')
  const give = () => {
    if (busy !== null || mayNot !== null || tag.trim() === '') return
    onGive(tag.trim())
    setTag('')
  }
  return (
    <Box role="group" aria-label={`${words.tags}: ${email}`} sx={{ display: 'grid', gap: 3 }}>
      <Typography variant="h3" sx={{ overflowWrap: 'anywhere' }}>
        {email}
      </Typography>
      <div role="status">
        {tags.length === 0 ? (
          <Box sx={{ color: 'ink.soft' }}>{words.none}</Box>
        ) : (
          <Box component="ul" sx={{ display: 'grid' }}>
            {tags.map((each) => (
              <Box
                component="li"
                key={each}
                sx={{
                  display: 'flex',
                  justifyContent: 'space-between',
                  alignItems: 'center',
                  gap: 3,
                  py: 1,
                  borderBottom: 1,
                  borderColor: 'line.grid',
                }}
              >
                <Box sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>{each}</Box>
                <GuardedButton
                  size="small"
                  refusal={mayNot}
                  onClick={() => busy === null && onTake(each)}
                  aria-label={words.takeOne(each)}
                >
                  {words.take}
                </GuardedButton>
              </Box>
            ))}
          </Box>
        )}
      </div>
      <Box
        component="form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          give()
        }}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'start' }}
      >
        <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
          <Field
            label={words.add}
            value={tag}
            onChange={setTag}
            hint={words.addHint}
            maxLength={maxTagLength}
          />
        </Box>
        <Box sx={{ pt: '24px' }}>
          <GuardedButton refusal={mayNot} onClick={give}>
            {busy === 'changing' ? words.giving : words.give}
          </GuardedButton>
        </Box>
      </Box>
    </Box>
  )
}
