import Box from '@mui/material/Box'
import type { SyncDetail } from '@syncline/domain/view'
import { cutMiddle } from '../parts/cut.ts'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'

/** Earlier and later changes of the same record on the same way. */
export function Others({ detail: { others } }: { detail: SyncDetail }) {
  if (others.length === 0) return null
  return (
    <Section title={strings.sync.others.title}>
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {others.map((other) => (
          <Box
            component="li"
            key={other.syncId}
            sx={{
              display: 'flex',
              gap: 3,
              alignItems: 'center',
              minHeight: { xs: 44, md: 34 },
              borderBottom: 1,
              borderColor: 'line.grid',
            }}
          >
            <TextLink
              to="/syncs/$syncId"
              params={{ syncId: other.syncId }}
              title={other.syncId}
              sx={{
                typography: 'mono',
                color: 'accent.main',
                textDecoration: 'none',
                '&:hover': { textDecoration: 'underline' },
              }}
            >
              {cutMiddle(other.syncId, 14)}
            </TextLink>
            <Box sx={{ flex: 1 }}>
              <SyncStatus face={other.face} plain />
            </Box>
            <Box component="span" sx={{ color: 'ink.quiet', typography: 'caption' }}>
              <Time at={other.requestedAt} />
            </Box>
          </Box>
        ))}
      </Box>
    </Section>
  )
}
