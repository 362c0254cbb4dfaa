import Box from '@mui/material/Box'
import LinearProgress from '@mui/material/LinearProgress'
import Typography from '@mui/material/Typography'
import type { ErasureView } from '@syncline/domain/view'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { objectTitle } from './ErasurePreview.tsx'
import { UnknownWrites } from './UnknownWrites.tsx'

const words = strings.erasure.list

/** Who was erased: the ids they had, and what was destroyed. */
export function ErasureList({ erasures }: { readonly erasures: readonly ErasureView[] }) {
  if (erasures.length === 0) return <Typography sx={{ color: 'ink.soft' }}>{words.none}</Typography>
  return (
    <Box component="ul">
      {erasures.map((erasure) => (
        <Box
          component="li"
          key={erasure.erasureId}
          sx={{ py: 3, borderBottom: 1, borderColor: 'line.border', overflowWrap: 'anywhere' }}
        >
          <Box sx={{ fontWeight: 600 }}>{erasure.objects.map(objectTitle).join(', ')}</Box>
          <Outcome erasure={erasure} />
          <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
            {erasure.reason} · {words.by(erasure.by.name ?? erasure.by.actor)},{' '}
            <Time at={erasure.endedAt ?? erasure.requestedAt} />
          </Typography>
        </Box>
      ))}
    </Box>
  )
}

function Outcome({ erasure }: { readonly erasure: ErasureView }) {
  const { report, searched, webhooks, cancelled, returnedAt } = erasure
  if (report === null)
    return (
      <Box role="status" sx={{ my: 2 }}>
        {words.running}: {words.searched(searched)}
        <LinearProgress aria-label={words.running} sx={{ mt: 1 }} />
      </Box>
    )
  return (
    <>
      <Typography>
        {words.done}: {words.report(report.keys, webhooks, report.syncs, cancelled)}
      </Typography>
      <UnknownWrites erasure={erasure} />
      {returnedAt !== null && (
        <Typography sx={{ color: 'status.waiting.main' }}>
          {words.returned}, <Time at={returnedAt} />
        </Typography>
      )}
    </>
  )
}
