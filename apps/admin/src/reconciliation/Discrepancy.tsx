import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { Money } from '@syncline/domain/money'
import { discrepancyCan, type ToldValue } from '@syncline/domain/reconciliation'
import type { DiscrepancyRow, ReconciliationDetail } from '@syncline/domain/view'
import { money } from '../money/format.ts'
import { linkLook, TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { listRow } from '../ui/list-row.ts'
import { KindMark } from './KindMark.tsx'

const words = strings.reconciliation.found

export interface DiscrepancyProps {
  readonly report: ReconciliationDetail
  readonly discrepancy: DiscrepancyRow
  /** Why none may be settled; null when they may. */
  readonly refusal: string | null
  readonly onPush: (numbers: readonly number[]) => void
  readonly onPull: (numbers: readonly number[]) => void
  readonly onIgnore: (discrepancy: DiscrepancyRow) => void
}

/** One difference: what it is in plain words, both sides beside each other, and what can be done about it. */
export function Discrepancy(props: DiscrepancyProps) {
  const { discrepancy, report } = props
  const { kind, source, externalId, ours, theirs, fields, syncId } = discrepancy
  const provider = providerTitles[report.provider]
  return (
    <Box
      component="li"
      sx={{
        ...listRow,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'minmax(0, 3fr) minmax(0, 2fr) auto' },
        gap: { xs: 2, md: 4 },
        alignItems: 'start',
      }}
    >
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <KindMark kind={kind} />
        <Typography sx={{ color: 'ink.soft' }}>{words.meaning(kind, provider)}</Typography>
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {[
            source && `${source.connectionName ?? ''} ${source.id}`.trim(),
            externalId && `${provider} ${externalId}`,
          ]
            .filter(Boolean)
            .join(' · ')}
        </Typography>
        {syncId !== null && (
          <TextLink
            to="/syncs/$syncId"
            params={{ syncId }}
            search={{}}
            sx={{ ...linkLook, typography: 'caption' }}
          >
            {words.sync}
          </TextLink>
        )}
      </Box>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {fields.length === 0 ? (
          <Sides
            name={strings.reconciliation.report.here}
            there={strings.reconciliation.report.there(provider)}
            ours={amountOf(ours, kind === 'missing_here' ? words.notHere : '')}
            theirs={amountOf(theirs, kind === 'missing_there' ? words.notThere : '')}
          />
        ) : (
          fields.map((field) => (
            <Box key={field.field}>
              <Box component="dt" sx={{ typography: 'caption', color: 'ink.quiet' }}>
                {field.field}
              </Box>
              <Box component="dd" sx={{ m: 0, fontVariantNumeric: 'tabular-nums' }}>
                {field.hidden ? words.hidden : words.sides(told(field.ours), told(field.theirs))}
              </Box>
            </Box>
          ))
        )}
      </Box>
      {discrepancy.state === 'open' ? <Actions {...props} /> : <Resolved discrepancy={discrepancy} />}
    </Box>
  )
}

const amountOf = (amount: Money | null, otherwise: string) =>
  amount ? money(amount.amount, amount.currency) : otherwise

function told(value: ToldValue): string {
  if (value === null) return words.nothing
  return typeof value === 'object' ? money(value.amount, value.currency) : String(value)
}

function Sides({ name, there, ours, theirs }: { name: string; there: string; ours: string; theirs: string }) {
  return [
    [name, ours],
    [there, theirs],
  ].map(([side, value]) => (
    <Box key={side}>
      <Box component="dt" sx={{ typography: 'caption', color: 'ink.quiet' }}>
        {side}
      </Box>
      <Box component="dd" sx={{ m: 0, fontVariantNumeric: 'tabular-nums' }}>
        {value || '–'}
      </Box>
    </Box>
  ))
}

function Actions({ discrepancy, report, refusal, onPush, onPull, onIgnore }: DiscrepancyProps) {
  const { number, kind, source, externalId } = discrepancy
  const canPush = discrepancyCan.push(
    { kind, sourceConnectionId: source?.connectionId ?? null },
    report.connectionId,
  )
  const canPull = discrepancyCan.pull({ kind, externalId })
  const noPush = !canPush ? words.notHereToPush : report.canPush ? null : words.cannotPush
  const noPull = !canPull ? words.notThereToPull : report.canPull ? null : words.cannotPull
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
      <GuardedButton size="small" refusal={refusal ?? noPush} onClick={() => onPush([number])}>
        {words.push}
      </GuardedButton>
      <GuardedButton size="small" refusal={refusal ?? noPull} onClick={() => onPull([number])}>
        {words.pull}
      </GuardedButton>
      <GuardedButton size="small" refusal={refusal} onClick={() => onIgnore(discrepancy)}>
        {words.ignore}
      </GuardedButton>
    </Box>
  )
}

function Resolved({ discrepancy: { state, resolved } }: Pick<DiscrepancyProps, 'discrepancy'>) {
  return (
    <Box sx={{ minWidth: 0, maxWidth: { md: 240 }, overflowWrap: 'anywhere' }}>
      <Box sx={{ fontWeight: 600 }}>{words.states[state]}</Box>
      {resolved && (
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {words.by(resolved.by.name ?? resolved.by.actor, resolved.reason)}, <Time at={resolved.at} />
        </Typography>
      )}
      {resolved?.syncId && (
        <TextLink
          to="/syncs/$syncId"
          params={{ syncId: resolved.syncId }}
          search={{}}
          sx={{ ...linkLook, typography: 'caption' }}
        >
          {words.repair}
        </TextLink>
      )}
    </Box>
  )
}
