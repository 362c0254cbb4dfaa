import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { type FormEvent, useState } from 'react'
import * as strings from '../strings/index.ts'
import { fromLocalInput, toLocalInput } from '../time/local.ts'
import { useZone } from '../time/zone.tsx'
import { Field } from '../ui/Field.tsx'
import { type AuditSearch, auditFields } from './search.ts'

const words = strings.settings.audit
const hints = {
  actor: words.actorHint,
  action: words.actionHint,
  target: words.targetHint,
  outcome: words.outcomeHint,
} as const

/** What to look for; the address changes when it is asked to show. */
export function AuditFilters({
  search,
  onSearch,
}: {
  search: AuditSearch
  onSearch: (search: AuditSearch) => void
}) {
  const { zone } = useZone()
  const [typed, setTyped] = useState(() => ({
    ...Object.fromEntries(auditFields.map((field) => [field, search[field] ?? ''])),
    from: toLocalInput(search.from, zone),
    to: toLocalInput(search.to, zone),
  }))
  const valueOf = (field: string) => (typed as Record<string, string>)[field] ?? ''
  const set = (field: string) => (value: string) => setTyped((before) => ({ ...before, [field]: value }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const given = auditFields.map((field) => [field, valueOf(field).trim() || undefined])
    const range = { from: fromLocalInput(typed.from, zone), to: fromLocalInput(typed.to, zone) }
    onSearch({ ...Object.fromEntries(given), ...range })
  }
  return (
    <Box
      component="form"
      role="search"
      aria-label={words.filters}
      onSubmit={submit}
      sx={{
        display: 'grid',
        gap: 3,
        gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', sm: 'repeat(auto-fill, minmax(180px, 1fr))' },
        alignItems: 'start',
      }}
    >
      {auditFields.map((field) => (
        <Field
          key={field}
          label={words[field]}
          value={valueOf(field)}
          onChange={set(field)}
          hint={hints[field]}
          maxLength={120}
        />
      ))}
      {(['from', 'to'] as const).map((end) => (
        <Box key={end} sx={{ gridColumn: { xs: '1 / -1', sm: 'auto' } }}>
          <Field label={words[end]} type="datetime-local" value={typed[end]} onChange={set(end)} />
        </Box>
      ))}
      <Box sx={{ display: 'flex', gap: 2, alignSelf: 'end' }}>
        <Button type="submit" variant="outlined">
          {words.apply}
        </Button>
        {Object.values(search).some((value) => value !== undefined) && (
          <Button onClick={() => onSearch({})}>{words.clear}</Button>
        )}
      </Box>
    </Box>
  )
}
