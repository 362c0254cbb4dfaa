import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Column } from '../list/columns.ts'
import { TextLink } from '../parts/links.tsx'
import { oneLine } from '../ui/hidden.ts'
import { CardFoot } from './CardFoot.tsx'
import { ConditionMark } from './ConditionMark.tsx'
import { conditionOf } from './condition.ts'
import type { Connections, Told } from './facts.tsx'
import { flowLines } from './flows.ts'
import { stripOf } from './health.ts'
import { slotsOf, useStripMoment } from './LastDay.tsx'
import { StripBars } from './StripBars.tsx'
import { standingOf } from './standings.ts'
import type { SignIn } from './useSignIn.ts'

const look = {
  display: 'grid',
  gap: 3,
  gridTemplateRows: 'auto auto 1fr auto',
  p: 4,
  border: 1,
  borderRadius: '8px',
  minWidth: 0,
} as const

interface CardProps {
  readonly connection: ConnectionView
  readonly all: Connections
  readonly facts: readonly Column<Told>[]
  readonly signIn: SignIn
}

/** One connection among others: how it goes, the facts that were chosen, and what is to be done. */
export function ConnectionCard({ connection, all, facts, signIn }: CardProps) {
  const { connectionId, provider, name } = connection
  const strip = stripOf(slotsOf(all.strips, connectionId), useStripMoment())
  const standing = standingOf(all.standings, connectionId)
  const condition = conditionOf(connection, standing, all.strips && strip.health)
  const lines = flowLines(connectionId, all.flows, all.connections)
  return (
    <Box sx={{ ...look, borderColor: condition === 'reconnect' ? 'status.failed.main' : 'line.border' }}>
      <Box sx={{ display: 'flex', gap: 3, alignItems: 'center', minWidth: 0 }}>
        <ProviderMark provider={providerTitles[provider]} />
        <Box sx={{ minWidth: 0, mr: 'auto' }}>
          <TextLink
            to="/connections/$connectionId"
            params={{ connectionId }}
            sx={{
              display: 'block',
              fontWeight: 600,
              color: 'ink.strong',
              textDecoration: 'none',
              '&:hover': { textDecoration: 'underline' },
              ...oneLine,
            }}
          >
            {name}
          </TextLink>
          <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
            {providerTitles[provider]}
          </Typography>
        </Box>
        {condition !== null && <ConditionMark condition={condition} failed={strip.failed} />}
      </Box>
      {all.strips === null ? <span /> : <StripBars strip={strip} />}
      <Box component="dl" sx={{ display: 'grid', gap: 1, alignContent: 'start' }}>
        {facts.map((fact) => (
          <Fact key={fact.key} name={fact.name}>
            {fact.cell({ connection, lines, standing })}
          </Fact>
        ))}
      </Box>
      <CardFoot
        connection={connection}
        condition={condition}
        strip={all.strips === null ? null : strip}
        standing={standing}
        flows={lines.length}
        signIn={signIn}
      />
    </Box>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box
      sx={{ display: 'grid', gridTemplateColumns: '4.5rem minmax(0, 1fr)', gap: 2, alignItems: 'baseline' }}
    >
      <Typography component="dt" variant="caption" sx={{ color: 'ink.quiet' }}>
        {name}
      </Typography>
      <Box component="dd" sx={{ overflowWrap: 'anywhere', minWidth: 0 }}>
        {children}
      </Box>
    </Box>
  )
}

/** The first letters of a provider, as a quiet mark. */
export function ProviderMark({ provider }: { provider: string }) {
  return (
    <Box
      aria-hidden
      sx={{
        display: 'grid',
        placeItems: 'center',
        flex: 'none',
        width: '2rem',
        height: '2rem',
        borderRadius: '6px',
        fontWeight: 600,
        color: 'ink.soft',
        backgroundColor: 'fill.sunken',
      }}
    >
      {provider.slice(0, 2)}
    </Box>
  )
}
