import Box from '@mui/material/Box'
import { explain, isErrorCode } from '@syncline/domain/error'
import type { AuditRow } from '@syncline/domain/view'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'

const words = strings.settings.audit

/** At a sign-in nobody is signed in yet: what was wrong is what they gave. */
export function refusalText({ action, outcome }: AuditRow): string {
  if (outcome === 'AUTH_REQUIRED' && action.startsWith('session.')) return words.wrongProof
  return isErrorCode(outcome) ? explain(outcome, strings.shell.someProvider).sentence : outcome
}

/** The audit of the same person, kind or thing alone. */
export function Alike({ row: { by, action, target } }: { row: AuditRow }) {
  const look = { color: 'accent.main' } as const
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 4 }}>
      <TextLink to="/settings/audit" search={{ actor: by.actor } as never} sx={look}>
        {words.alike.actor}
      </TextLink>
      <TextLink to="/settings/audit" search={{ action } as never} sx={look}>
        {words.alike.action}
      </TextLink>
      {target !== null && (
        <TextLink to="/settings/audit" search={{ target } as never} sx={look}>
          {words.alike.target}
        </TextLink>
      )}
    </Box>
  )
}
