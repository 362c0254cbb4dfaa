import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { CachedAnswerView, CachedReadView } from '@syncline/domain/view'
import { ExportLink } from '../../list/ExportLink.tsx'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'
import { CachedRead } from './CachedRead.tsx'
import type { ChoiceOffered } from './choices.ts'
import { KeptAnswer } from './KeptAnswer.tsx'

const words = strings.cached

export interface CachedViewProps {
  readonly connectionId: string
  readonly provider: string
  readonly state: PartState<{ readonly reads: readonly CachedReadView[] }>
  /** Nothing is asked while it is switched off. */
  readonly disabled: boolean
  /** What may be named where a read has to be told. */
  readonly choices: readonly ChoiceOffered[]
  readonly asked: {
    readonly name: string
    readonly about: string
    readonly busy: boolean
    readonly answer: CachedAnswerView | null
    readonly refused: Refusal | null
  } | null
  readonly purge: { readonly busy: boolean; readonly refused: Refusal | null }
  readonly onAsk: (name: string, about: string) => void
  readonly onPurge: () => void
}

/** What is kept of a provider's answers, each with its age and size. */
export function CachedView(props: CachedViewProps) {
  const { connectionId, provider, state, disabled, choices, asked, purge, onAsk, onPurge } = props
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const isEmpty = state.kind === 'ready' && state.reads.every(({ entries }) => entries.length === 0)
  const buttons = state.kind === 'ready' && (
    <Box sx={{ display: 'flex', gap: 2 }}>
      {!isEmpty && <ExportLink list="cached" filter={() => ({ connectionId })} isPart />}
      <GuardedButton
        refusal={mayNot ?? (isEmpty ? words.nothing : null)}
        onClick={() => !purge.busy && onPurge()}
      >
        {purge.busy ? words.purging : words.purge}
      </GuardedButton>
    </Box>
  )
  return (
    <Section title={words.title} end={buttons}>
      <PartFace state={state} loading={words.loading} failed={words.failed}>
        {({ reads }) => (
          <Box sx={{ display: 'grid', gap: 4 }}>
            <Typography sx={{ color: 'ink.soft', maxWidth: 640 }}>{words.text(provider)}</Typography>
            {purge.refused !== null && <Refused {...purge.refused} />}
            <Box component="ul" sx={{ display: 'grid', gap: 4, maxWidth: 640 }}>
              {reads.map((read) => (
                <CachedRead
                  key={read.name}
                  read={read}
                  provider={provider}
                  disabled={disabled}
                  choices={read.about?.choices ? choices : null}
                  busy={asked?.name === read.name && asked.busy}
                  onAsk={(about) => onAsk(read.name, about)}
                >
                  {asked?.name === read.name && <Answer asked={asked} />}
                </CachedRead>
              ))}
            </Box>
          </Box>
        )}
      </PartFace>
    </Section>
  )
}

function Answer({ asked: { name, answer, refused } }: { asked: NonNullable<CachedViewProps['asked']> }) {
  if (refused !== null) return <Refused {...refused} />
  if (answer === null) return null
  return <KeptAnswer name={name} answer={answer.answer} />
}
