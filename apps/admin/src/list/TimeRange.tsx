import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import * as strings from '../strings/index.ts'
import { zoneCity } from '../time/format.ts'
import { fromLocalInput, toLocalInput } from '../time/local.ts'
import { useZone } from '../time/zone.tsx'
import { Field } from '../ui/Field.tsx'
import type { TimeSearch } from './search.ts'

const words = strings.list.filters

/** A beginning and an end of one's own, in the zone that the page shows. */
export function TimeRange({
  search,
  onChoose,
}: {
  search: TimeSearch
  onChoose: (next: Required<TimeSearch>) => void
}) {
  const { timeZone } = useZone()
  const [from, setFrom] = useState(() => toLocalInput(search.from, timeZone))
  const [to, setTo] = useState(() => toLocalInput(search.to, timeZone))
  const range = { from: fromLocalInput(from, timeZone), to: fromLocalInput(to, timeZone) }
  const turned = range.from !== undefined && range.to !== undefined && range.from >= range.to
  return (
    <Box
      component="form"
      sx={{ display: 'grid', gap: 2, p: 3, borderTop: 1, borderColor: 'line.border' }}
      onSubmit={(event) => {
        event.preventDefault()
        if (!turned) onChoose({ ...range, time: undefined })
      }}
    >
      <Field label={words.from} type="datetime-local" value={from} onChange={setFrom} />
      <Field
        label={words.to}
        type="datetime-local"
        value={to}
        onChange={setTo}
        error={turned ? words.order : null}
      />
      <Box sx={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 2 }}>
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {words.zone(zoneCity(timeZone))}
        </Typography>
        <Button type="submit">{words.apply}</Button>
      </Box>
    </Box>
  )
}
