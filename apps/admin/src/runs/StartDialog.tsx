import Checkbox from '@mui/material/Checkbox'
import FormControl from '@mui/material/FormControl'
import FormControlLabel from '@mui/material/FormControlLabel'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import Typography from '@mui/material/Typography'
import type { Entity } from '@syncline/domain/connection'
import { type RunKind, runKinds } from '@syncline/domain/run'
import type { ConnectionView } from '@syncline/domain/view'
import { useId, useState } from 'react'
import { FormDialog } from '../parts/FormDialog.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Segments } from '../ui/Segments.tsx'

const words = strings.runs.start

/** Which records, and how much of them; the button says how many runs that makes. */
export function StartDialog({
  connection,
  entities,
  busy,
  refused,
  onSubmit,
  onClose,
}: {
  connection: Pick<ConnectionView, 'name' | 'provider'>
  /** What can be pulled from there. */
  entities: readonly Entity[]
  busy: boolean
  refused: Refusal | null
  onSubmit: (asked: { readonly kind: RunKind; readonly entities: Entity[] }) => void
  onClose: () => void
}) {
  const labelId = useId()
  const [kind, setKind] = useState<RunKind>('full')
  const [chosen, setChosen] = useState<readonly Entity[]>(entities)
  const toggle = (entity: Entity) =>
    setChosen(entities.filter((each) => chosen.includes(each) !== (each === entity)))
  return (
    <FormDialog
      title={words.title(connection.name)}
      submit={words.submit(chosen.length)}
      submitting={words.submitting}
      busy={busy}
      refused={refused}
      onSubmit={() => chosen.length > 0 && onSubmit({ kind, entities: [...chosen] })}
      onClose={onClose}
    >
      <div>
        <Segments
          label={words.kind}
          value={kind}
          options={runKinds.map((value) => ({ value, label: words[value] }))}
          tall
          onChange={setKind}
        />
        <Typography sx={{ mt: 2, color: 'ink.soft' }}>
          {kind === 'full' ? words.fullText : words.incrementalText}
          {kind === 'incremental' && connection.provider === 'stripe' && ` ${words.stripe}`}
        </Typography>
      </div>
      <FormControl component="fieldset" error={chosen.length === 0} aria-labelledby={labelId}>
        <FormLabel id={labelId} component="legend">
          {words.entities}
        </FormLabel>
        {entities.map((entity) => (
          <FormControlLabel
            key={entity}
            control={<Checkbox checked={chosen.includes(entity)} onChange={() => toggle(entity)} />}
            label={strings.syncs.entityPlural[entity]}
          />
        ))}
        {chosen.length === 0 && <FormHelperText>{words.none}</FormHelperText>}
      </FormControl>
    </FormDialog>
  )
}
