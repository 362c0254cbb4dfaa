import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Total } from '@syncline/domain/reconciliation'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'
import { amountText, differenceOf } from './sums.ts'

const words = strings.reconciliation.report

/** What both sides come to, each currency by itself. On a phone each is a block of its own. */
export function Totals({ totals, provider }: { totals: readonly Total[]; provider: string }) {
  return (
    <Section title={words.totals}>
      {totals.length === 0 ? (
        <Typography sx={{ color: 'ink.soft' }}>{words.noTotals}</Typography>
      ) : (
        <Box role="table" aria-label={words.totals} sx={{ fontVariantNumeric: 'tabular-nums' }}>
          <Box role="row" sx={{ ...row, display: { xs: 'none', sm: 'grid' }, py: 2 }}>
            {[words.currency, words.records, words.here, words.there(provider), words.difference].map(
              (name, index) => (
                <Typography
                  key={name}
                  role="columnheader"
                  variant="caption"
                  sx={{ color: 'ink.quiet', textAlign: index === 0 ? 'left' : 'right' }}
                >
                  {name}
                </Typography>
              ),
            )}
          </Box>
          {totals.map((total) => (
            <CurrencyTotal key={total.currency} total={total} provider={provider} />
          ))}
        </Box>
      )}
    </Section>
  )
}

const row = {
  display: 'grid',
  gridTemplateColumns: { xs: 'auto 1fr', sm: '5.5rem repeat(4, minmax(0, 1fr))' },
  gap: { xs: '4px 16px', sm: 4 },
  borderBottom: 1,
  borderColor: 'line.border',
} as const

function CurrencyTotal({ total, provider }: { total: Total; provider: string }) {
  const { currency, ours, theirs } = total
  const difference = differenceOf(total)
  const counts = [ours.count, theirs.count].map((count) => count.toLocaleString(strings.locale))
  const cells: readonly (readonly [name: string, value: string])[] = [
    [
      words.records,
      counts[0] === counts[1] ? `${counts[0]}` : words.recordsBoth(`${counts[0]}`, `${counts[1]}`),
    ],
    [words.here, amountText(ours.amount, currency)],
    [words.there(provider), amountText(theirs.amount, currency)],
    [words.difference, difference === '0' ? words.none : amountText(difference, currency)],
  ]
  return (
    <Box role="row" sx={{ ...row, py: 3 }}>
      <Box role="rowheader" sx={{ fontWeight: 600, gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
        {currency}
      </Box>
      {cells.map(([name, value], index) => (
        <Box key={name} sx={{ display: { xs: 'contents', sm: 'block' } }}>
          <Typography
            aria-hidden
            variant="caption"
            sx={{ color: 'ink.quiet', display: { xs: 'block', sm: 'none' } }}
          >
            {name}
          </Typography>
          <Box
            role="cell"
            sx={{
              textAlign: 'right',
              minWidth: 0,
              overflowWrap: 'anywhere',
              ...(index === cells.length - 1 &&
                difference !== '0' && { fontWeight: 600, color: 'status.waiting.main' }),
            }}
          >
            {value}
          </Box>
        </Box>
      ))}
    </Box>
  )
}
