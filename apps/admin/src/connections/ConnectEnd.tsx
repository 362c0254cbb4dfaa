import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ConnectionView, ProviderForm } from '@syncline/domain/view'
import { type ReactNode, useState } from 'react'
import { Id } from '../parts/Id.tsx'
import { ButtonLink } from '../parts/links.tsx'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Tick } from '../ui/Tick.tsx'
import type { Candidate } from './candidates.ts'

const words = strings.connect

const keyOf = ({ entity, sourceConnectionId, targetConnectionId }: Candidate) =>
  `${sourceConnectionId}/${targetConnectionId}/${entity}`

/** Which records travel from now on. */
export function ScopeStep({
  connectionId,
  candidates,
  nameOf,
  busy,
  refused,
  onChoose,
}: {
  /** The one that is being connected. */
  connectionId: string
  candidates: readonly Candidate[]
  nameOf: (connectionId: string) => string
  busy: boolean
  refused: Refusal | null
  onChoose: (chosen: readonly Candidate[]) => void
}) {
  const [ticked, setTicked] = useState<readonly string[]>([])
  const byOther = Map.groupBy(candidates, ({ sourceConnectionId, targetConnectionId }) =>
    sourceConnectionId === connectionId ? targetConnectionId : sourceConnectionId,
  )
  const chosen = candidates.filter((one) => ticked.includes(keyOf(one)))
  return (
    <div>
      <Typography variant="h2">{words.flowsTitle}</Typography>
      <Typography sx={{ mt: 1, mb: 3, color: 'ink.soft' }}>
        {candidates.length === 0 ? words.noFlows : words.flowsText}
      </Typography>
      {[...byOther].map(([other, those]) => (
        <Box key={other} component="section" aria-label={nameOf(other)} sx={{ mb: 3 }}>
          <Typography variant="h3" sx={{ mb: 1 }}>
            {nameOf(other)}
          </Typography>
          <Flows candidates={those} nameOf={nameOf} ticked={ticked} onTick={setTicked} />
        </Box>
      ))}
      {refused !== null && <Refused {...refused} />}
      <GuardedButton variant="contained" refusal={null} onClick={() => !busy && onChoose(chosen)}>
        {busy ? words.lettingFlow : words.letFlow(chosen.length)}
      </GuardedButton>
    </div>
  )
}

function Flows({
  candidates,
  nameOf,
  ticked,
  onTick,
}: {
  candidates: readonly Candidate[]
  nameOf: (connectionId: string) => string
  ticked: readonly string[]
  onTick: (keys: readonly string[]) => void
}) {
  return (
    <Box component="ul">
      {candidates.map((one) => {
        const label = words.flow(one.entity, nameOf(one.sourceConnectionId), nameOf(one.targetConnectionId))
        const key = keyOf(one)
        const on = ticked.includes(key)
        const change = () => onTick(on ? ticked.filter((each) => each !== key) : [...ticked, key])
        return (
          // The room for a finger reaches out, so that the box itself stands under the text above.
          <Box
            component="li"
            key={key}
            sx={{ display: 'flex', gap: 1, alignItems: 'center', ml: { xs: '-14px', md: '-6px' } }}
          >
            <Tick label={label} checked={on} onChange={change} />
            <span aria-hidden>{label}</span>
          </Box>
        )
      })}
    </Box>
  )
}

/** What is left to do at the provider. */
export function DoneStep({
  connection,
  form: { title, sendsWebhooks, signsIn, managesWebhooks },
  setup,
}: {
  connection: Pick<ConnectionView, 'connectionId' | 'name' | 'webhookUrl'>
  form: Pick<ProviderForm, 'title' | 'sendsWebhooks' | 'signsIn' | 'managesWebhooks'>
  /** Where Syncline can enter its address there. */
  setup: ReactNode
}) {
  const { connectionId, name, webhookUrl } = connection
  const doneText = !sendsWebhooks
    ? words.doneQuiet
    : signsIn
      ? words.doneByApp(title)
      : managesWebhooks
        ? words.doneManaged(title)
        : words.doneText(title)
  return (
    <Box sx={{ display: 'grid', gap: 3, justifyItems: 'start' }}>
      <Typography variant="h2">{words.doneTitle(name)}</Typography>
      <Typography sx={{ color: 'ink.soft' }}>{doneText}</Typography>
      {sendsWebhooks && !signsIn && <Id id={webhookUrl} name={words.address2} length={120} />}
      {managesWebhooks && setup}
      <ButtonLink
        variant={managesWebhooks ? 'outlined' : 'contained'}
        to="/connections/$connectionId"
        params={{ connectionId }}
      >
        {words.open}
      </ButtonLink>
    </Box>
  )
}
