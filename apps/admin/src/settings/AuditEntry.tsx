import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { AuditRow } from '@syncline/domain/view'
import type { ReactNode } from 'react'
import type { Column } from '../list/columns.ts'
import { Id } from '../parts/Id.tsx'
import { TextLink } from '../parts/links.tsx'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'
import { Icon } from '../ui/Icon.tsx'
import { auditGrid } from './auditColumns.tsx'

const words = strings.settings.audit

const line = {
  display: 'grid',
  gap: '2px 16px',
  alignItems: 'center',
  py: '9px',
  cursor: 'pointer',
  listStyle: 'none',
  overflowWrap: 'anywhere',
  '&::-webkit-details-marker': { display: 'none' },
} as const

/** One entry; what it was before and what was asked for unfolds. */
export function AuditEntry({ row, columns }: { row: AuditRow; columns: readonly Column<AuditRow>[] }) {
  const { by, action, target, address } = row
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'line.border', minWidth: 0 }}>
      <Box component="details" sx={{ '&[open] summary > :last-child svg': { transform: 'rotate(180deg)' } }}>
        <Box component="summary" sx={{ ...line, gridTemplateColumns: { xs: '1fr', md: auditGrid(columns) } }}>
          {columns.map((column) => (
            <Box
              key={column.key}
              component="span"
              sx={{ minWidth: 0, ...(column.soft && { color: 'ink.soft' }) }}
            >
              {column.cell(row)}
            </Box>
          ))}
          <Box component="span" sx={{ display: { xs: 'none', md: 'block' }, color: 'ink.quiet' }}>
            <Icon name="chevronDown" />
          </Box>
        </Box>
        <Box sx={{ pl: { md: '136px' }, pb: 3 }}>
          <Alike row={row} />
        </Box>
        <Box component="dl" sx={{ display: 'grid', gap: 3, pb: 4, pl: { md: '136px' }, minWidth: 0 }}>
          <Fact name={words.actor}>
            <Id id={by.actor} name={words.actor} length={48} />
          </Fact>
          <Fact name={words.action}>
            <Id id={action} name={words.action} length={48} />
          </Fact>
          {target !== null && (
            <Fact name={words.target}>
              <Id id={target} name={words.target} length={48} />
            </Fact>
          )}
          {address !== null && <Fact name={words.where}>{address}</Fact>}
          {row.userAgent !== null && <Fact name={words.browser}>{row.userAgent}</Fact>}
          {row.correlationId !== null && (
            <Fact name={words.correlation}>
              <Id id={row.correlationId} name={words.correlation} length={48} />
            </Fact>
          )}
          {row.durationMs !== null && <Fact name={words.took}>{duration(row.durationMs)}</Fact>}
          {row.before !== null && <Json name={words.before} value={row.before} />}
          {row.after !== null && <Json name={words.after} value={row.after} />}
          {row.answer !== null && <Json name={words.answer} value={row.answer} />}
        </Box>
      </Box>
    </Box>
  )
}

/** The audit of the same person, kind or thing alone. */
function Alike({ row: { by, action, target } }: { row: AuditRow }) {
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

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ minWidth: 0 }}>
      <Typography component="dt" variant="caption" sx={{ color: 'ink.quiet' }}>
        {name}
      </Typography>
      <Box component="dd" sx={{ overflowWrap: 'anywhere' }}>
        {children}
      </Box>
    </Box>
  )
}

function Json({ name, value }: { name: string; value: unknown }) {
  return (
    <Fact name={name}>
      <Box
        component="pre"
        sx={{
          typography: 'mono',
          whiteSpace: 'pre-wrap',
          overflowWrap: 'anywhere',
          maxHeight: 320,
          overflow: 'auto',
        }}
        tabIndex={0}
      >
        {JSON.stringify(value, null, 2)}
      </Box>
    </Fact>
  )
}
