import Button from '@mui/material/Button'
import CircularProgress from '@mui/material/CircularProgress'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { maxBulkIds } from '@syncline/domain/bulk'
import type { ConnectionView, FlowView } from '@syncline/domain/view'
import { type FormEvent, useId, useRef, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { Refused } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { syncRefusal } from './ActionDialog.tsx'

const words = strings.syncs.request
const longestId = 255
const longestText = maxBulkIds * (longestId + 1)

/** The ids of a text, one to a line, each once. */
export const idsIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/[\n,]/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
]

/** Why these ids won't do, in words; null when they do. */
export function idsError(ids: readonly string[]): string | null {
  if (ids.length === 0) return words.idsMissing
  if (ids.length > maxBulkIds) return words.idsTooMany(ids.length, maxBulkIds)
  return ids.some((id) => id.length > longestId) ? words.idTooLong : null
}

/** Every flow in words, those of customers first. */
function flowOptions(flows: readonly FlowView[], connections: readonly ConnectionView[]) {
  const nameOf = (id: string) =>
    connections.find((each) => each.connectionId === id)?.name ?? strings.list.filters.unknownConnection
  return flows
    .map(({ flowId, entity, sourceConnectionId, targetConnectionId }) => ({
      value: flowId,
      label: words.flowOf(entity, nameOf(sourceConnectionId), nameOf(targetConnectionId)),
    }))
    .sort((one, other) => one.label.localeCompare(other.label, strings.locale))
}

export interface RequestDialogProps {
  readonly flows: readonly FlowView[]
  readonly connections: readonly ConnectionView[]
  readonly busy: boolean
  readonly problem: Problem | null
  readonly onSubmit: (flow: FlowView, sourceIds: readonly string[]) => void
  readonly onClose: () => void
}

/** Asks which records are to be read from their source and written to the other side. */
export function RequestDialog({ flows, connections, busy, problem, onSubmit, onClose }: RequestDialogProps) {
  const refused = syncRefusal(problem)
  const titleId = useId()
  const field = useRef<HTMLTextAreaElement>(null)
  const options = flowOptions(flows, connections)
  const [flowId, setFlowId] = useState(options[0]?.value ?? '')
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const ids = idsIn(text)
  const error = idsError(ids)
  const flow = flows.find((each) => each.flowId === flowId)

  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy || !flow) return
    if (error === null) onSubmit(flow, ids)
    else field.current?.focus()
  }
  return (
    <Dialog open onClose={() => !busy && onClose()} aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{words.title}</DialogTitle>
        <DialogContent sx={{ display: 'grid', gap: 4 }}>
          <Typography sx={{ color: 'ink.soft' }}>{flow ? words.text : words.noFlow}</Typography>
          {flow && (
            <>
              <Choice label={words.flow} value={flowId} options={options} onChange={setFlowId} />
              <Field
                label={words.ids}
                name="ids"
                value={text}
                onChange={setText}
                hint={words.idsHint(maxBulkIds)}
                error={tried ? error : null}
                maxLength={longestText}
                multiline
                autoFocus
                inputRef={field}
              />
            </>
          )}
          {refused !== null && <Refused {...refused} />}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose} disabled={busy}>
            {flow ? strings.shell.cancel : strings.shell.close}
          </Button>
          {flow && (
            <Button
              type="submit"
              variant="contained"
              aria-disabled={busy || undefined}
              startIcon={busy ? <CircularProgress size={14} color="inherit" aria-hidden /> : undefined}
            >
              {busy ? words.submitting : words.submit(ids.length)}
            </Button>
          )}
        </DialogActions>
      </form>
    </Dialog>
  )
}
