import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { ErasureView, UnknownWrite } from '@syncline/domain/view'
import { Id } from '../parts/Id.tsx'
import { TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'

const words = strings.erasure.list

/** What may have been written for a person without an answer, so that somebody can look it up at the provider. */
export function UnknownWrites({ erasure }: { readonly erasure: ErasureView }) {
  const { unknown, unknownWrites } = erasure
  if (unknown === 0) return null
  return (
    <Box sx={{ my: 2 }}>
      <Typography sx={{ color: 'status.unknown.main' }}>{words.unknown(unknown)}</Typography>
      <Box component="ul" aria-label={words.unknownTitle} sx={{ display: 'grid', gap: 2, mt: 2 }}>
        {unknownWrites.map((write) => (
          <Line key={write.syncId} write={write} />
        ))}
      </Box>
      {unknown > unknownWrites.length && (
        <Typography variant="caption">{words.unknownMore(unknown - unknownWrites.length)}</Typography>
      )}
    </Box>
  )
}

function Line({ write }: { readonly write: UnknownWrite }) {
  const provider = providerTitles[write.provider]
  const ids = [
    [words.unknownKey, write.idempotencyKey],
    ...(write.providerRequestId === null ? [] : [[words.unknownRequest(provider), write.providerRequestId]]),
  ] as const
  return (
    <Box component="li" sx={{ pl: 3, borderLeft: 2, borderColor: 'status.unknown.main' }}>
      <TextLink to="/syncs/$syncId" params={{ syncId: write.syncId }} sx={{ color: 'accent.main' }}>
        {words.unknownWrite(
          `${strings.syncs.entityTitle[write.entity]} ${write.sourceId}`,
          write.connectionName ?? provider,
        )}
      </TextLink>
      , {words.unknownTried} <Time at={write.triedAt} />
      {ids.map(([name = '', id = '']) => (
        <Box key={name} sx={{ display: 'flex', flexWrap: 'wrap', gap: '0 8px', alignItems: 'center' }}>
          <Typography variant="caption" component="span" sx={{ color: 'ink.quiet' }}>
            {name}
          </Typography>
          <Id id={id} name={name} />
        </Box>
      ))}
    </Box>
  )
}
