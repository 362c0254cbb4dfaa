import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { DeliveryDetail, SyncRow } from '@syncline/domain/view'
import { amountText } from '../money/format.ts'
import { ChainSteps } from '../parts/ChainSteps.tsx'
import { TextLink } from '../parts/links.tsx'
import { SyncStatus } from '../parts/SyncStatus.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { recordName, targetTitle } from '../syncs/sentence.ts'
import { oneLine } from '../ui/hidden.ts'
import { Section } from '../ui/Section.tsx'
import { DeliveryStatus } from '../webhooks/DeliveryStatus.tsx'
import { outcome } from '../webhooks/sentence.ts'

const words = strings.webhook.story

/** From its arrival to what it wrote. */
export function Caused({ detail }: { detail: DeliveryDetail }) {
  const { row, payload, syncs } = detail
  return (
    <Section title={words.title}>
      <ChainSteps
        steps={[
          {
            key: 'received',
            over: words.received,
            title: words.signed(providerTitles[row.provider]),
            below: <Time at={row.receivedAt} exact />,
          },
          {
            key: 'stored',
            over: words.stored,
            title: payload.state === 'expired' ? words.gone : words.size(row.sizeBytes),
            below: <Time at={row.receivedAt} exact />,
          },
          {
            key: 'verdict',
            over: words.verdict,
            title: outcome(row),
            below: <DeliveryStatus status={row.status} plain />,
            look: row.status === 'quarantined' ? 'bad' : 'here',
          },
        ]}
      />
      {syncs.length === 0 ? (
        <Typography sx={{ mt: 3, color: 'ink.quiet' }}>{words.none}</Typography>
      ) : (
        <Box component="ul" aria-label={words.syncs} sx={{ mt: 3, borderTop: 1, borderColor: 'line.border' }}>
          {syncs.map((sync) => (
            <SyncLine key={sync.syncId} sync={sync} />
          ))}
        </Box>
      )}
    </Section>
  )
}

/** A sync that came of it: how it stands, whose record it is, what was written. */
function SyncLine({ sync }: { sync: SyncRow }) {
  const { entity, externalId, amount } = sync
  return (
    <Box component="li" sx={{ borderBottom: 1, borderColor: 'line.grid' }}>
      <TextLink
        to="/syncs/$syncId"
        params={{ syncId: sync.syncId }}
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          alignItems: 'center',
          columnGap: 4,
          minHeight: { xs: 44, md: 40 },
          px: 2,
          py: 1,
          color: 'inherit',
          textDecoration: 'none',
          '&:hover': { backgroundColor: 'fill.hover' },
        }}
      >
        <Box component="span" sx={{ width: { md: 148 } }}>
          <SyncStatus face={sync.face} />
        </Box>
        <Box component="span" sx={{ flex: '1 1 180px', fontWeight: 500, ...oneLine }}>
          {strings.sync.title(entity, recordName(sync), targetTitle(sync))}
        </Box>
        {amount !== null && <span>{amountText(amount)}</span>}
        {externalId !== null && (
          <Box component="span" sx={{ typography: 'mono', color: 'ink.quiet' }}>
            {words.writtenAs(targetTitle(sync), externalId)}
          </Box>
        )}
      </TextLink>
    </Box>
  )
}
