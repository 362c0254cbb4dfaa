import Typography from '@mui/material/Typography'
import { type Entity, entities } from '@syncline/domain/connection'
import type { ConnectionView, FlowView, ReconciliationStartInput } from '@syncline/domain/view'
import { useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'

const words = strings.reconciliation.start
const dayMs = 86_400_000
const usualDays = 90

/** Kinds of record that flow to a connection, or from it. */
const kindsOf = (flows: readonly FlowView[], connectionId: string): readonly Entity[] =>
  entities.filter((entity) =>
    flows.some(
      (flow) =>
        flow.entity === entity &&
        (flow.sourceConnectionId === connectionId || flow.targetConnectionId === connectionId),
    ),
  )

const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)

/** What to compare: of one connection, one kind of record, from one day to another. */
export function StartDialog({
  connections,
  flows,
  nowMs,
  busy,
  problem,
  onSubmit,
  onClose,
}: {
  connections: readonly ConnectionView[]
  flows: readonly FlowView[]
  nowMs: number
  busy: boolean
  problem: Problem | null
  onSubmit: (input: ReconciliationStartInput) => void
  onClose: () => void
}) {
  const offered = connections.filter(({ connectionId }) => kindsOf(flows, connectionId).length > 0)
  const [chosen, setChosen] = useState(offered[0]?.connectionId ?? '')
  const kinds = kindsOf(flows, chosen)
  const [wanted, setWanted] = useState<Entity>('transaction')
  const entity = kinds.includes(wanted) ? wanted : kinds[0]
  const [from, setFrom] = useState(dayOf(nowMs - usualDays * dayMs))
  const [to, setTo] = useState(dayOf(nowMs))
  const submit = () => {
    const end = Date.parse(to) + dayMs
    if (!entity || Number.isNaN(end) || Number.isNaN(Date.parse(from))) return
    onSubmit({
      connectionId: chosen,
      entity,
      from: new Date(from).toISOString(),
      to: new Date(end).toISOString(),
    })
  }
  return (
    <FormDialog
      title={words.title}
      text={words.text}
      submit={words.submit}
      submitting={words.submitting}
      busy={busy}
      refused={refusedBy(problem, (reason) => (reason === 'already_running' ? words.running : undefined))}
      onSubmit={submit}
      onClose={onClose}
    >
      {offered.length === 0 ? (
        <Typography>{words.nothing}</Typography>
      ) : (
        <>
          <Choice
            label={words.connection}
            value={chosen}
            options={offered.map(({ connectionId, name }) => ({ value: connectionId, label: name }))}
            onChange={setChosen}
          />
          <Choice
            label={words.entity}
            value={entity ?? 'transaction'}
            options={kinds.map((value) => ({ value, label: words.entities[value] }))}
            onChange={setWanted}
          />
          <Field label={words.from} type="date" value={from} onChange={setFrom} />
          <Field label={words.to} type="date" value={to} onChange={setTo} />
        </>
      )}
    </FormDialog>
  )
}
