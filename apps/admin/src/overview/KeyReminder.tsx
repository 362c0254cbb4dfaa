import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ApiKeyView } from '@syncline/domain/view'
import { ButtonLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { keyNeeds } from './key-need.ts'

const words = strings.overview.keys

/** Keys that somebody should look at; not there while none is. */
export function KeyReminder({ keys }: { keys: readonly ApiKeyView[] }) {
  const needs = keyNeeds(keys)
  if (needs.length === 0) return null
  return (
    <Section title={words.title}>
      <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
        {needs.map(({ title, remedy }) => (
          <Box
            component="li"
            key={title}
            sx={{
              display: 'grid',
              gridTemplateColumns: '1.25rem minmax(0, 1fr) auto',
              columnGap: 3,
              alignItems: 'center',
              py: '9px',
              borderBottom: 1,
              borderColor: 'line.border',
            }}
          >
            <StatusShape kind="waiting" size={20} />
            <Box sx={{ minWidth: 0 }}>
              <Box sx={{ fontWeight: 600 }}>{title}</Box>
              <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
                {remedy}
              </Typography>
            </Box>
            <ButtonLink size="small" to="/settings/keys" aria-label={`${words.open}: ${title}`}>
              {words.open}
            </ButtonLink>
          </Box>
        ))}
      </Box>
    </Section>
  )
}
