import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import type { Money } from '@syncline/domain/money'
import type { MovementFilter, MovementRow } from '@syncline/domain/view'
import { ExportLink } from '../../list/ExportLink.tsx'
import { money } from '../../money/format.ts'
import { Fact, FactList } from '../../parts/FactList.tsx'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import * as strings from '../../strings/index.ts'
import { fromLocalInput, toLocalInput } from '../../time/local.ts'
import { useZone } from '../../time/zone.tsx'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { Section } from '../../ui/Section.tsx'
import { Movements } from './Movements.tsx'

const words = strings.balance

/** Sums by currency. */
export interface Held {
  readonly available: readonly Money[]
  readonly pending: readonly Money[]
}

export interface BalanceViewProps {
  readonly connectionId: string
  readonly provider: string
  readonly filter: MovementFilter
  /** `held` is null while it is not known. */
  readonly state: PartState<{ readonly held: Held | null; readonly rows: readonly MovementRow[] }>
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
  readonly onFilter: (filter: MovementFilter) => void
  readonly onOlder: () => void
}

/** What a provider holds for the account, and every movement of it, newest first. */
export function BalanceView(props: BalanceViewProps) {
  const { connectionId, provider, filter, state, hasOlder, loadingOlder, onFilter, onOlder } = props
  const isFiltered = Object.keys(filter).length > 0
  return (
    <Section
      title={words.title}
      end={
        state.kind === 'ready' &&
        state.rows.length > 0 && <ExportLink list="movements" filter={() => ({ connectionId, ...filter })} />
      }
    >
      <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
        <Typography sx={{ color: 'ink.soft', maxWidth: 640 }}>{words.text(provider)}</Typography>
        <Filters filter={filter} onFilter={onFilter} />
        <PartFace state={state} loading={words.loading} failed={words.failed} heights={[48, 40, 40, 40]}>
          {({ held, rows }) => (
            <>
              {held !== null && (
                <FactList>
                  <Fact name={words.available}>{sums(held.available)}</Fact>
                  <Fact name={words.pending}>{sums(held.pending)}</Fact>
                </FactList>
              )}
              {rows.length === 0 ? (
                <Typography sx={{ color: 'ink.soft' }}>
                  {isFiltered ? words.noneMatch : words.none}
                </Typography>
              ) : (
                <Movements rows={rows} />
              )}
              {hasOlder && (
                <div>
                  <Button onClick={() => !loadingOlder && onOlder()}>
                    {loadingOlder ? words.loadingOlder : words.older}
                  </Button>
                </div>
              )}
            </>
          )}
        </PartFace>
      </Box>
    </Section>
  )
}

const sums = (amounts: readonly Money[]): string =>
  amounts.length === 0
    ? words.nothing
    : amounts.map(({ amount, currency }) => money(amount, currency)).join(' · ')

function Filters({ filter, onFilter }: Pick<BalanceViewProps, 'filter' | 'onFilter'>) {
  const { timeZone } = useZone()
  const { type = '', from, to } = filter
  const change = (part: Partial<Record<keyof MovementFilter, string | undefined>>) =>
    onFilter({ ...filter, ...part } as MovementFilter)
  const isTurned = from !== undefined && to !== undefined && from >= to
  return (
    <Box
      role="group"
      aria-label={words.list}
      sx={{
        display: 'grid',
        gap: 3,
        maxWidth: 720,
        gridTemplateColumns: { sm: 'minmax(8.75rem, 1fr) 1fr 1fr' },
        alignItems: 'start',
      }}
    >
      <Choice
        label={words.type}
        value={type}
        options={[
          { value: '', label: words.all },
          ...Object.entries(words.types).map(([value, label]) => ({ value, label })),
        ]}
        onChange={(value) => change({ type: value === '' ? undefined : value })}
      />
      <Field
        label={words.from}
        type="datetime-local"
        value={toLocalInput(from, timeZone)}
        onChange={(value) => change({ from: fromLocalInput(value, timeZone) })}
      />
      <Field
        label={words.to}
        type="datetime-local"
        value={toLocalInput(to, timeZone)}
        error={isTurned ? words.order : null}
        onChange={(value) => change({ to: fromLocalInput(value, timeZone) })}
      />
    </Box>
  )
}
