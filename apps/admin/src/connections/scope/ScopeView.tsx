import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Scope } from '@syncline/domain/connection'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import { Section } from '../../ui/Section.tsx'

const words = strings.scope

export interface ScopeViewProps {
  /** Kinds of records that flow through the connection. */
  readonly entities: readonly Scope[]
  readonly off: readonly Scope[]
  readonly onSwitch: (entity: Scope) => void
}

/** Which kinds of records travel through a connection, and which stay where they are. */
export function ScopeView({ entities, off, onSwitch }: ScopeViewProps) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  return (
    <Section title={words.title}>
      <Typography sx={{ mb: 2, maxWidth: 560, color: 'ink.soft' }}>{words.text}</Typography>
      <Box component="ul" sx={{ maxWidth: 560 }}>
        {entities.map((entity) => {
          const isOff = off.includes(entity)
          return (
            <Box
              component="li"
              key={entity}
              sx={{
                display: 'grid',
                gridTemplateColumns: '1fr auto auto',
                gap: 3,
                alignItems: 'center',
                minHeight: { xs: 48, md: 40 },
                borderBottom: 1,
                borderColor: 'line.border',
              }}
            >
              <span>{words.plural(entity)}</span>
              <Box component="span" sx={{ color: isOff ? 'status.waiting.main' : 'ink.quiet' }}>
                {isOff ? words.stays : words.travels}
              </Box>
              <GuardedButton
                refusal={mayNot}
                aria-label={isOff ? words.nameOn(entity) : words.nameOff(entity)}
                onClick={() => onSwitch(entity)}
              >
                {isOff ? words.switchOn : words.switchOff}
              </GuardedButton>
            </Box>
          )
        })}
      </Box>
    </Section>
  )
}
