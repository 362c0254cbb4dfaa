import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import type { RefundablePaymentInput, RefundView } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { actorName } from '../parts/actor.ts'
import { TextLink } from '../parts/links.tsx'
import { Refused } from '../parts/Refused.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { Time } from '../parts/Time.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'
import { moneyText } from './money.ts'

const words = strings.refund

export type RefundsState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'error'; readonly problem: Problem }
  | { readonly kind: 'ready'; readonly refunds: readonly RefundView[] }

/** What of a payment was given back from here, and the way to give back more. */
export function RefundSection({
  payment,
  state,
  currentId,
  onOpen,
}: {
  payment: RefundablePaymentInput
  state: RefundsState
  /** The sync whose page this is: it does not lead to itself. */
  currentId: string
  onOpen: () => void
}) {
  const { permissions, organization } = useSession()
  const may = permissions.includes('payment.refund')
  return (
    <Section
      title={words.title}
      end={
        <Box sx={{ display: 'flex', gap: 2 }}>
          {state.kind === 'ready' && state.refunds.length > 0 && (
            <ExportLink list="refunds" filter={() => payment} isPart />
          )}
          <GuardedButton
            variant="outlined"
            refusal={may ? null : words.mayNot(organization.name)}
            onClick={onOpen}
          >
            {words.open}
          </GuardedButton>
        </Box>
      }
    >
      <Refunds state={state} currentId={currentId} />
    </Section>
  )
}

function Refunds({ state, currentId }: { state: RefundsState; currentId: string }) {
  if (state.kind === 'loading')
    return (
      <Box role="status" aria-label={words.loading}>
        <Skeleton height={34} />
      </Box>
    )
  if (state.kind === 'error')
    return <Refused text={`${words.failed} ${state.problem.remedy}`} errorId={state.problem.errorId} />
  if (state.refunds.length === 0)
    return (
      <Box component="p" sx={{ color: 'ink.soft', m: 0 }}>
        {words.none}
      </Box>
    )
  return (
    <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
      {state.refunds.map((refund) => (
        <RefundLine key={refund.syncId} refund={refund} isHere={refund.syncId === currentId} />
      ))}
    </Box>
  )
}

function RefundLine({ refund, isHere }: { refund: RefundView; isHere: boolean }) {
  const amount = moneyText(refund.amount)
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        gap: '2px 12px',
        alignItems: 'center',
        flexWrap: 'wrap',
        minHeight: { xs: 44, md: 36 },
        py: 1,
        borderBottom: 1,
        borderColor: 'line.grid',
      }}
    >
      {isHere ? (
        <Box component="strong" aria-current="page" sx={{ fontWeight: 600 }}>
          {amount}
        </Box>
      ) : (
        <TextLink
          to="/syncs/$syncId"
          params={{ syncId: refund.syncId }}
          sx={{
            color: 'accent.main',
            fontWeight: 600,
            textDecoration: 'none',
            '&:hover': { textDecoration: 'underline' },
          }}
        >
          {amount}
        </TextLink>
      )}
      <SyncStatus face={refund.face} plain />
      <Box
        component="span"
        sx={{ flex: '1 1 160px', minWidth: 0, overflowWrap: 'anywhere', color: 'ink.soft' }}
      >
        {refund.reason}
      </Box>
      <Box component="span" sx={{ color: 'ink.quiet', typography: 'caption' }}>
        {words.by(actorName(refund.by))} · <Time at={refund.requestedAt} />
      </Box>
    </Box>
  )
}
