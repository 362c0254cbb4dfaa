import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { Finding } from '@syncline/domain/privacy'
import * as strings from '../strings/index.ts'
import { Section } from '../ui/Section.tsx'
import { piecesOf } from './pieces.ts'

const words = strings.privacy

export interface Tried {
  readonly text: string
  readonly findings: readonly Finding[]
  readonly masked: string
}

const paper = {
  m: 0,
  p: 4,
  border: 1,
  borderColor: 'line.border',
  borderRadius: '8px',
  whiteSpace: 'pre-wrap',
  overflowWrap: 'anywhere',
} as const

/** What was found in a text: where it stands, as what and how surely, and the text as it would be stored. */
export function Findings({ text, findings, masked }: Tried) {
  if (findings.length === 0)
    return (
      <Box role="status">
        <Typography variant="h2">{words.nothing}</Typography>
        <Typography sx={{ color: 'ink.soft' }}>{words.nothingText}</Typography>
      </Box>
    )
  return (
    <Box sx={{ display: 'grid', gap: 6 }}>
      <Section
        title={words.marked}
        end={<Typography role="status">{words.foundCount(findings.length)}</Typography>}
      >
        <Typography component="p" sx={paper}>
          {piecesOf(text, findings).map(({ text: part, finding }, index) =>
            finding === null ? (
              part
            ) : (
              <Box
                key={index}
                component="mark"
                title={words.kinds[finding.kind]}
                sx={{
                  px: '2px',
                  borderRadius: '3px',
                  backgroundColor: 'status.waiting.wash',
                  color: 'status.waiting.main',
                }}
              >
                {part}
              </Box>
            ),
          )}
        </Typography>
      </Section>
      <Section title={words.found}>
        <Table text={text} findings={findings} />
      </Section>
      <Section title={words.masked}>
        <Typography component="p" sx={paper}>
          {masked}
        </Typography>
      </Section>
    </Box>
  )
}

function Table({ text, findings }: Omit<Tried, 'masked'>) {
  return (
    <Box
      component="table"
      sx={{
        width: '100%',
        borderCollapse: 'collapse',
        tableLayout: 'fixed',
        '& th, & td': {
          py: 2,
          pr: 3,
          textAlign: 'left',
          verticalAlign: 'top',
          borderBottom: 1,
          borderColor: 'line.border',
          overflowWrap: 'anywhere',
        },
        '& th': { color: 'ink.quiet', fontWeight: 500 },
      }}
    >
      <thead>
        <tr>
          <th scope="col">{words.kind}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.confidence}</th>
        </tr>
      </thead>
      <tbody>
        {findings.map(({ start, end, kind, confidence }) => (
          <tr key={start}>
            <td>{words.kinds[kind]}</td>
            <td>{text.slice(start, end)}</td>
            <td>{words.percent(confidence)}</td>
          </tr>
        ))}
      </tbody>
    </Box>
  )
}
