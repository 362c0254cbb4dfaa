import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { WebhookEndpointView, WebhookSetup } from '@syncline/domain/view'
import type { Problem } from '../../api/problem.ts'
import { Id } from '../../parts/Id.tsx'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { Time } from '../../parts/Time.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { Delayed } from '../../ui/Delayed.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { StatusShape } from '../../ui/StatusShape.tsx'
import { standingOf } from './standing.ts'

const words = strings.webhookSetup

export type WebhookSetupFace =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly setup: WebhookSetup }

/** What may be asked of one address; `create` and `replace` of all. */
export type WebhookAction = 'create' | 'replace' | 'correct' | 'disable' | 'delete'

export interface WebhookSetupViewProps {
  readonly provider: string
  readonly state: WebhookSetupFace
  /** When the newest webhook came; null for never, absent while that is not known. */
  readonly arrivedAt?: string | null
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onCheck: () => void
  readonly onAsk: (action: WebhookAction, endpointId: string) => void
}

/** How the provider's own list of webhook addresses stands to this connection, and the one thing to do about it. */
export function WebhookSetupView(props: WebhookSetupViewProps) {
  const { provider, state, busy, onCheck } = props
  if (state.kind === 'loading')
    return (
      <Delayed afterMs={state.afterMs ?? 150}>
        <Box role="status" aria-label={words.loading(provider)} sx={{ mt: 3 }}>
          <Skeleton height={72} />
        </Box>
      </Delayed>
    )
  if (state.kind === 'error')
    return (
      <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start', mt: 3 }}>
        <Refused
          text={`${words.failed(provider)}. ${state.problem.sentence} ${state.problem.remedy}`}
          errorId={state.problem.errorId}
        />
        <Button onClick={onCheck}>{busy ? words.checking : words.check}</Button>
      </Box>
    )
  return <Ready {...props} setup={state.setup} />
}

function Ready(props: WebhookSetupViewProps & { setup: WebhookSetup }) {
  const { provider, setup, arrivedAt, refused } = props
  const { state, endpoints, elsewhere, isReachable, address } = setup
  const { title, mark, lines } = standingOf(setup)
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        mt: 3,
        p: 4,
        border: 1,
        borderColor: 'line.border',
        borderRadius: '8px',
        backgroundColor: 'fill.canvas',
      }}
    >
      <Box sx={{ display: 'flex', gap: 2, alignItems: 'center' }}>
        <Box component="span" sx={{ display: 'inline-flex', color: `status.${mark}.main` }}>
          <StatusShape kind={mark} size={16} />
        </Box>
        <Typography variant="h3">{words.title[title](provider)}</Typography>
      </Box>
      {lines.map((line) => (
        <Typography key={line} sx={{ color: 'ink.soft', maxWidth: 640, overflowWrap: 'anywhere' }}>
          {line}
        </Typography>
      ))}
      {!isReachable && (
        <Typography
          role="note"
          sx={{ color: 'status.waiting.main', maxWidth: 640, overflowWrap: 'anywhere' }}
        >
          {words.unreachable(new URL(address).origin, provider)}
        </Typography>
      )}
      {state === 'several' ? <Several {...props} /> : <Actions {...props} endpoint={endpoints[0]} />}
      {refused !== null && <Refused {...refused} />}
      <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
        {arrivedAt === null && words.neverArrived}
        {typeof arrivedAt === 'string' && (
          <>
            {words.arrived} <Time at={arrivedAt} />.
          </>
        )}{' '}
        {elsewhere > 0 && words.elsewhere(elsewhere, provider)}
      </Typography>
    </Box>
  )
}

function useMayNot(): string | null {
  const { permissions, organization } = useSession()
  return permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
}

/** The one that is meant first, then what else may be done. */
function Actions({
  setup: { state, isReachable, address },
  endpoint,
  provider,
  busy,
  onCheck,
  onAsk,
}: WebhookSetupViewProps & { setup: WebhookSetup; endpoint: WebhookEndpointView | undefined }) {
  const mayNot = useMayNot()
  const unreachable = isReachable ? null : words.unreachable(new URL(address).origin, provider)
  const button = (action: WebhookAction, label: string, primary = false, refusal: string | null = null) => (
    <GuardedButton
      key={action}
      variant={primary ? 'contained' : 'outlined'}
      refusal={mayNot ?? refusal}
      onClick={() => !busy && onAsk(action, endpoint?.endpointId ?? '')}
    >
      {label}
    </GuardedButton>
  )
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      {state === 'none' && button('create', busy ? words.creating : words.create, true, unreachable)}
      {state === 'wrong_events' && button('correct', words.correct, true)}
      {state === 'disabled' && button('correct', words.enable, true)}
      {endpoint && !endpoint.isOurs && button('replace', words.replace, false, unreachable)}
      {endpoint?.isEnabled && button('disable', words.disable)}
      {endpoint && button('delete', words.delete)}
      <Button onClick={() => !busy && onCheck()}>{words.check}</Button>
    </Box>
  )
}

function Several({
  setup: { endpoints },
  busy,
  onCheck,
  onAsk,
}: WebhookSetupViewProps & { setup: WebhookSetup }) {
  const mayNot = useMayNot()
  return (
    <>
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {endpoints.map(({ endpointId, isOurs, isEnabled, createdAt }) => (
          <Box
            component="li"
            key={endpointId}
            sx={{
              display: 'flex',
              flexWrap: 'wrap',
              gap: '4px 12px',
              alignItems: 'center',
              py: 1,
              borderBottom: 1,
              borderColor: 'line.grid',
            }}
          >
            <Id id={endpointId} name={words.one} length={20} />
            <Box component="span" sx={{ flex: '1 1 200px', order: { xs: 1, sm: 0 }, color: 'ink.soft' }}>
              {isOurs ? words.oneIsOurs : words.oneByHand}
              {!isEnabled && `, ${words.isOff}`} · <Time at={createdAt} />
            </Box>
            <GuardedButton
              size="small"
              refusal={mayNot}
              onClick={() => !busy && onAsk('delete', endpointId)}
              aria-label={`${words.delete} ${endpointId}`}
            >
              {words.delete}
            </GuardedButton>
          </Box>
        ))}
      </Box>
      <div>
        <Button onClick={() => !busy && onCheck()}>{words.check}</Button>
      </div>
    </>
  )
}
