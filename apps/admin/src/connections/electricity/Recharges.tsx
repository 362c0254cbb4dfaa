import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { RechargeRow, RechargeTokens } from '@syncline/domain/view'
import { naira } from '../../money/format.ts'
import { actorName } from '../../parts/actor.ts'
import { Id } from '../../parts/Id.tsx'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Status } from '../../ui/Status.tsx'
import { Tokens } from './Tokens.tsx'

const words = strings.electricity.recharges
const marks = { requested: 'syncing', unknown: 'unknown', vended: 'synced', failed: 'failed' } as const

export interface RechargesProps {
  readonly state: PartState<{ readonly rows: readonly RechargeRow[] }>
  /** Why BuyPower can’t be asked; null when it can. */
  readonly refusal: string | null
  /** Why tokens are not shown to this person; null when they are. */
  readonly mayNot: string | null
  /** Asked for on this page, until it is left. */
  readonly shown: RechargeTokens | null
  /** The recharge whose tokens are being asked for. */
  readonly revealing: string | null
  readonly refused: Refusal | null
  readonly onAsk: (rechargeId: string) => void
  readonly onReveal: (rechargeId: string) => void
}

/** The newest that were sold by hand, or not, and asking about them. */
export function Recharges({ state, refused, ...rest }: RechargesProps) {
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <Typography variant="h3">{words.title}</Typography>
      {refused !== null && <Refused {...refused} />}
      <PartFace state={state} loading={words.loading} failed={words.failed} heights={[48, 48]}>
        {({ rows }) =>
          rows.length === 0 ? (
            <Typography sx={{ color: 'ink.soft' }}>{words.none}</Typography>
          ) : (
            <Box component="ul" aria-label={words.title} sx={{ borderTop: 1, borderColor: 'line.border' }}>
              {rows.map((row) => (
                <Item key={row.rechargeId} row={row} {...rest} />
              ))}
            </Box>
          )
        }
      </PartFace>
    </Box>
  )
}

function Item({
  row,
  refusal,
  mayNot,
  shown,
  revealing,
  onAsk,
  onReveal,
}: Omit<RechargesProps, 'state' | 'refused'> & { row: RechargeRow }) {
  const { rechargeId, status, code, disco, vendType, meter, amountKobo, by, requestedAt } = row
  const amount = naira(amountKobo)
  const isOpen = status === 'unknown' || status === 'requested'
  const isRevealing = revealing === rechargeId
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gap: '2px 16px',
        py: 2,
        alignItems: 'center',
        borderBottom: 1,
        borderColor: 'line.grid',
        gridTemplateColumns: 'minmax(0, 1fr) auto',
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, alignItems: 'center', minWidth: 0 }}>
        <Status kind={marks[status]} label={words.states[status]} />
        <Box component="span" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
          {amount}
        </Box>
        <span>{words.meter(disco, meter)}</span>
      </Box>
      <Box sx={{ justifySelf: 'end' }}>
        {isOpen && (
          <GuardedButton
            size="small"
            refusal={refusal}
            onClick={() => onAsk(rechargeId)}
            aria-label={words.askOne(amount, meter)}
          >
            {words.ask}
          </GuardedButton>
        )}
        {status === 'vended' && vendType === 'PREPAID' && (
          <GuardedButton
            size="small"
            refusal={mayNot ?? refusal}
            onClick={() => !isRevealing && onReveal(rechargeId)}
            aria-label={isRevealing ? undefined : words.revealOne(amount, meter)}
          >
            {isRevealing ? words.revealing : words.reveal}
          </GuardedButton>
        )}
      </Box>
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1, minWidth: 0 }}>
        <Box
          sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 3, alignItems: 'center', color: 'ink.soft' }}
        >
          <Id id={rechargeId} name={strings.electricity.requery.orderId} />
          <Typography variant="caption" component="span">
            {words.by(actorName(by))} · <Time at={requestedAt} />
          </Typography>
        </Box>
        {code !== null && (
          <Typography variant="caption" component="p" sx={{ color: 'ink.soft' }}>
            {explain(code, 'BuyPower').sentence}
          </Typography>
        )}
        {shown?.rechargeId === rechargeId && (
          <div role="status">
            <Tokens tokens={shown.tokens} />
          </div>
        )}
      </Box>
    </Box>
  )
}
