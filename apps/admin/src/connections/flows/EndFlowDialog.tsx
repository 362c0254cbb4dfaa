import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { FlowView } from '@syncline/domain/view'
import { useState } from 'react'
import { FormDialog } from '../../parts/FormDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import { reasonError } from '../../parts/reason.ts'
import * as strings from '../../strings/index.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'

const words = strings.switches.flow

export interface EndFlowDialogProps {
  /** Those that there are, the chosen one among them. */
  readonly flows: readonly FlowView[]
  readonly chosen: FlowView
  readonly nameOf: (connectionId: string) => string
  /** Syncs of its kind in line to its target; null while they are counted. */
  readonly inLine: number | null
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onChoose: (flowId: string) => void
  readonly onSubmit: (reason: string) => void
  readonly onClose: () => void
}

/** Says what stops before a flow is taken away, and asks why. */
export function EndFlowDialog(props: EndFlowDialogProps) {
  const { flows, chosen, nameOf, inLine, onChoose, onSubmit, ...how } = props
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const problem = reasonError(reason.trim(), false)
  const from = nameOf(chosen.sourceConnectionId)
  const to = nameOf(chosen.targetConnectionId)
  const submit = () => {
    setTried(true)
    if (problem === null) onSubmit(reason.trim())
  }
  return (
    <FormDialog
      {...how}
      title={words.title}
      submit={words.submit}
      submitting={words.submitting}
      grave
      onSubmit={submit}
    >
      <Choice
        label={words.which}
        value={chosen.flowId}
        options={flows.map(({ flowId, entity, sourceConnectionId, targetConnectionId }) => ({
          value: flowId,
          label: words.name(entity, nameOf(sourceConnectionId), nameOf(targetConnectionId)),
        }))}
        onChange={onChoose}
      />
      <Box>
        <Typography variant="h3">{strings.custody.end.stops}</Typography>
        <Box component="ul" sx={{ mt: 1, display: 'grid', gap: 1 }}>
          <li>{words.stops(chosen.entity, from, to)}</li>
          <li>{words.inLine(inLine)}</li>
          <li>{words.stays(to)}</li>
        </Box>
      </Box>
      <Field
        label={strings.switches.reason}
        name="reason"
        value={reason}
        onChange={setReason}
        hint={strings.switches.reasonHint}
        error={tried ? problem : null}
        maxLength={500}
      />
    </FormDialog>
  )
}
