import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ConnectionView, ProviderForm } from '@syncline/domain/view'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/context.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { KeptAnswer } from '../cached/KeptAnswer.tsx'
import { providersQuery } from '../queries.ts'
import { ChoicePart } from './ChoicePart.tsx'

const words = strings.choices

/** What a connection is about, chosen from what its provider has; nothing where that offers no choice. */
export function ChoicesPart({ connection }: { connection: ConnectionView }) {
  const api = useApi()
  const providers = useQuery(providersQuery(api))
  const forms = providers.data?.find(({ provider }) => provider === connection.provider)?.choices ?? []
  if (forms.length === 0) return null
  return (
    <Section title={words.title}>
      <Box sx={{ display: 'grid', gap: 5 }}>
        {forms.map((form) => (
          <ChoicePart key={form.name} connection={connection} form={form} />
        ))}
      </Box>
    </Section>
  )
}

/** The same while connecting: it goes on once what has to be chosen is. */
export function ChooseStep({
  connection,
  form: { title, choices, signsIn },
  onDone,
}: {
  connection: ConnectionView
  form: Pick<ProviderForm, 'title' | 'choices' | 'signsIn'>
  onDone: () => void
}) {
  const isOpen = choices.some(({ name, none }) => none === null && connection.choices[name] === undefined)
  return (
    <Box sx={{ display: 'grid', gap: 5 }}>
      <div>
        <Typography variant="h2">{words.title}</Typography>
        <Typography sx={{ mt: 1, color: 'ink.soft' }}>{words.stepText(title)}</Typography>
      </div>
      {signsIn && <Company connectionId={connection.connectionId} />}
      {choices.map((form) => (
        <ChoicePart key={form.name} connection={connection} form={form} />
      ))}
      <div>
        <GuardedButton variant="contained" refusal={isOpen ? words.pick : null} onClick={onDone}>
          {words.goOn}
        </GuardedButton>
      </div>
    </Box>
  )
}

/** Which company somebody signed in to: it was chosen there. */
function Company({ connectionId }: { connectionId: string }) {
  const api = useApi()
  const company = useQuery({
    queryKey: ['cached-answer', connectionId, 'company'],
    queryFn: () => api.client.cachedRead.answer.query({ connectionId, name: 'company' }),
    retry: false,
  })
  return company.data ? <KeptAnswer name="company" answer={company.data.answer} /> : null
}
