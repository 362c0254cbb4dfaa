import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { MappingRow } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ButtonLink, linkLook, TextLink } from '../parts/links.tsx'
import { PageTitle } from '../parts/PageTitle.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import * as strings from '../strings/index.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { Logo } from '../ui/Logo.tsx'
import { listRow } from '../ui/list-row.ts'
import { Notice } from '../ui/Notice.tsx'

const words = strings.mappings

export type MappingsState =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | { readonly kind: 'ready'; readonly rows: readonly MappingRow[] }

const row = {
  ...listRow,
  gridTemplateColumns: { xs: '1fr', sm: 'minmax(0, 2fr) minmax(0, 1fr) auto' },
  gap: { xs: 1, sm: 4 },
  alignItems: 'baseline',
} as const

/** Every flow with the mapping it has. */
export function MappingsView({ state }: { state: MappingsState }) {
  if (state.kind === 'error')
    return <ProblemNotice level="h1" title={words.failed} problem={state.problem} onRetry={state.onRetry} />
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5 }}>
      <Box sx={{ display: 'flex', gap: 4, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1, minWidth: 0 }}>
          <PageTitle>{words.title}</PageTitle>
          <Typography variant="lead" component="p" sx={{ color: 'ink.soft' }}>
            {words.lead}
          </Typography>
        </Box>
        {state.kind === 'ready' && state.rows.length > 0 && <ExportLink list="mappings" />}
      </Box>
      {state.kind === 'loading' ? (
        <Delayed afterMs={state.afterMs ?? 150}>
          <Box role="status" aria-label={words.loading} sx={{ display: 'grid', gap: 3 }}>
            {[1, 2, 3, 4].map((each) => (
              <Skeleton key={each} variant="rounded" height={40} />
            ))}
          </Box>
        </Delayed>
      ) : state.rows.length === 0 ? (
        <Notice
          mark={<Logo size={32} />}
          title={words.empty}
          action={
            <ButtonLink to="/connections" variant="contained">
              {words.toConnections}
            </ButtonLink>
          }
        >
          {words.emptyText}
        </Notice>
      ) : (
        <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
          {state.rows.map((flow) => (
            <Box component="li" key={flow.flowId} sx={row}>
              <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                <TextLink
                  to="/mappings/$flowId"
                  params={{ flowId: flow.flowId }}
                  sx={{ ...linkLook, fontWeight: 600, color: 'ink.strong' }}
                >
                  {words.flow(flow.entity, flow.source.provider, flow.target.provider)}
                </TextLink>
                <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
                  {flow.source.name} → {flow.target.name}
                </Typography>
              </Box>
              <Box sx={{ color: 'ink.soft' }}>
                {flow.targetEntity === flow.entity
                  ? words.origin[flow.origin]
                  : words.becomes(flow.targetEntity)}
              </Box>
              <Box sx={{ color: 'ink.quiet' }}>{words.version(flow.version)}</Box>
            </Box>
          ))}
        </Box>
      )}
    </Box>
  )
}
