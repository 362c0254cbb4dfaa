import Typography from '@mui/material/Typography'
import { type ProviderName, providerTitles } from '@syncline/domain/connection'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/context.tsx'
import * as strings from '../../strings/index.ts'
import { organizationQuery } from '../queries.ts'

const words = strings.switches

/** What stands above a connection's own switch and keeps everything from leaving; nothing where nothing does. */
export function Held({ provider }: { provider: ProviderName | null }) {
  const held = useQuery(organizationQuery(useApi())).data
  if (!held) return null
  const away = held.providersOff.filter((name) => provider === null || name === provider)
  return (
    <>
      {held.disabledBecause !== null && <Line>{words.off(held.disabledBecause)}</Line>}
      {away.map((name) => (
        <Line key={name}>{words.away(providerTitles[name])}</Line>
      ))}
    </>
  )
}

function Line({ children }: { children: string }) {
  return (
    <Typography role="status" sx={{ maxWidth: 720, color: 'status.waiting.main', overflowWrap: 'anywhere' }}>
      {children}
    </Typography>
  )
}
