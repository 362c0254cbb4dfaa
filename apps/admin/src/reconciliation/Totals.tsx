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
        <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
          {totals.map((total) => (
            <CurrencyTotal key={total.currency} total={total} provider={provider} />
          ))}
        </Box>
      )}
    </Section>
  )
}

function CurrencyTotal({ total, provider }: { total: Total; provider: string }) {
  const { currency, ours, theirs } = total
  const difference = differenceOf(total)
  const told = [
    [words.here, amountText(ours.amount, currency), ours.count],
    [words.there(provider), amountText(theirs.amount, currency), theirs.count],
  ] as const
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '72px repeat(3, minmax(0, 1fr))' },
        gap: { xs: 1, sm: 4 },
        py: 3,
        borderBottom: 1,
        borderColor: 'line.border',
        fontVariantNumeric: 'tabular-nums',
      }}
    >
      <Box sx={{ fontWeight: 600 }}>{currency}</Box>
      {told.map(([name, amount, count]) => (
        <Cell
          key={name}
          name={`${name}, ${words.records.toLowerCase()}: ${count.toLocaleString(strings.locale)}`}
        >
          {amount}
        </Cell>
      ))}
      <Cell name={words.difference}>
        <Box
          component="span"
          sx={difference === '0' ? {} : { fontWeight: 600, color: 'status.waiting.main' }}
        >
          {difference === '0' ? words.none : amountText(difference, currency)}
        </Box>
      </Cell>
    </Box>
  )
}

function Cell({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
      <Typography variant="caption" component="div" sx={{ color: 'ink.quiet' }}>
        {name}
      </Typography>
      {children}
    </Box>
  )
}
