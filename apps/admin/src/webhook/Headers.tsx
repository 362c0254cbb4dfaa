import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'

const words = strings.webhook.headers

/** What came with it, by name. */
export function Headers({ headers }: { headers: Readonly<Record<string, string>> }) {
  const lines = Object.entries(headers)
  return (
    <Section
      title={words.title}
      end={
        lines.length > 0 && (
          <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
            {words.masked}
          </Typography>
        )
      }
    >
      {lines.length === 0 ? (
        <Typography sx={{ color: 'ink.quiet' }}>{words.none}</Typography>
      ) : (
        <Box
          component="dl"
          sx={{
            display: 'grid',
            gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '13.75rem minmax(0, 1fr)' },
            gap: { xs: '0', sm: '4px 16px' },
            p: 3,
            border: 1,
            borderColor: 'line.border',
            borderRadius: '8px',
            typography: 'mono',
            overflowWrap: 'anywhere',
            '& dt': { color: 'ink.quiet' },
          }}
        >
          {lines.map(([name, value]) => (
            <Box key={name} sx={{ display: 'contents' }}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </Box>
          ))}
        </Box>
      )}
    </Section>
  )
}
