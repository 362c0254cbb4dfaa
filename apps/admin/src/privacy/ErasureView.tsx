import Box from '@mui/material/Box'
import Skeleton from '@mui/material/Skeleton'
import Typography from '@mui/material/Typography'
import type { ErasureView as Erasure, ErasurePreview, SyncRow } from '@syncline/domain/view'
import { type FormEvent, useState } from 'react'
import type { Problem } from '../api/problem.ts'
import { ExportLink } from '../list/ExportLink.tsx'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useMay, useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { recordTitle, targetTitle } from '../syncs/sentence.ts'
import { Delayed } from '../ui/Delayed.tsx'
import { Field } from '../ui/Field.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Section } from '../ui/Section.tsx'
import { ErasureList } from './ErasureList.tsx'
import { ErasurePreviewPart } from './ErasurePreview.tsx'

const words = strings.erasure

type Part<Value> =
  | { readonly kind: 'loading'; readonly afterMs?: number }
  | { readonly kind: 'error'; readonly problem: Problem; readonly onRetry: () => void }
  | ({ readonly kind: 'ready' } & Value)

export type ErasuresState = Part<{ readonly erasures: readonly Erasure[] }>
export type FoundState = Part<{ readonly rows: readonly SyncRow[] }>
export type PreviewState = Part<{ readonly preview: ErasurePreview }>

export interface ErasureViewProps {
  readonly erasures: ErasuresState
  /** What was looked for; '' for nothing yet. */
  readonly find: string
  /** Null until something was looked for. */
  readonly found: FoundState | null
  /** Null until one was chosen. */
  readonly preview: PreviewState | null
  readonly onFind: (text: string) => void
  readonly onChoose: (syncId: string) => void
  readonly onErase: () => void
}

/** Finds a person by an id, shows what erasing them would destroy, and lists whom it was done to. */
export function ErasureView(props: ErasureViewProps) {
  const { erasures, found, preview, onErase } = props
  const { organization } = useSession()
  const mayNot = useMay('subject.erase') ? null : words.mayNot(organization.name)
  if (!useMay('subject.read'))
    return (
      <Notice mark={<Icon name="person" size={24} />} title={words.closed}>
        {words.closedText(organization.name)}
      </Notice>
    )
  return (
    <Box sx={{ display: 'grid', gap: 6, maxWidth: 760, minWidth: 0 }}>
      <Typography sx={{ color: 'ink.soft' }}>{words.text}</Typography>
      <Find key={props.find} {...props} />
      {found !== null && <Found state={found} onChoose={props.onChoose} />}
      {preview !== null && (
        <Loaded state={preview} loading={words.preview.loading} failed={words.preview.failed}>
          {(ready) => <ErasurePreviewPart preview={ready.preview} mayNot={mayNot} onErase={onErase} />}
        </Loaded>
      )}
      <Section
        title={words.list.title}
        end={erasures.kind === 'ready' && erasures.erasures.length > 0 && <ExportLink list="erasures" />}
      >
        <Loaded state={erasures} loading={words.loading} failed={words.failed}>
          {(ready) => <ErasureList erasures={ready.erasures} />}
        </Loaded>
      </Section>
    </Box>
  )
}

function Loaded<Value>({
  state,
  loading,
  failed,
  children,
}: {
  readonly state: Part<Value>
  readonly loading: string
  readonly failed: string
  readonly children: (ready: Value) => React.ReactNode
}) {
  if (state.kind === 'error')
    return <ProblemNotice title={failed} problem={state.problem} onRetry={state.onRetry} />
  if (state.kind === 'ready') return children(state)
  return (
    <Delayed afterMs={state.afterMs ?? 150}>
      <Box role="status" aria-label={loading}>
        <Skeleton variant="rounded" height={64} />
      </Box>
    </Delayed>
  )
}

function Find({ find, found, onFind }: Pick<ErasureViewProps, 'find' | 'found' | 'onFind'>) {
  const [text, setText] = useState(find)
  const busy = found?.kind === 'loading'
  const refusal = text.trim() === '' ? words.find.missing : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!busy && refusal === null) onFind(text.trim())
  }
  return (
    <Box
      component="form"
      onSubmit={submit}
      noValidate
      sx={{ display: 'grid', gap: 3, justifyItems: 'start' }}
    >
      <Field
        label={words.find.label}
        hint={words.find.hint}
        value={text}
        onChange={setText}
        maxLength={255}
        autoComplete="off"
      />
      <GuardedButton type="submit" variant="contained" refusal={refusal} onClick={() => {}}>
        {busy ? words.find.busy : words.find.submit}
      </GuardedButton>
    </Box>
  )
}

function Found({ state, onChoose }: { state: FoundState } & Pick<ErasureViewProps, 'onChoose'>) {
  return (
    <Loaded state={state} loading={words.find.busy} failed={words.find.failed}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Box role="status">
            <Typography variant="h2">{words.find.none}</Typography>
            <Typography sx={{ color: 'ink.soft' }}>{words.find.noneText}</Typography>
          </Box>
        ) : (
          <Section title={words.find.found}>
            <Box component="ul">
              {rows.map((row) => (
                <Box
                  component="li"
                  key={row.syncId}
                  sx={{
                    display: 'flex',
                    flexWrap: 'wrap',
                    gap: 3,
                    alignItems: 'center',
                    py: 2,
                    borderBottom: 1,
                    borderColor: 'line.border',
                  }}
                >
                  <Box sx={{ flex: '1 1 200px', minWidth: 0, overflowWrap: 'anywhere' }}>
                    {recordTitle(row)}
                    <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
                      {strings.syncs.to(targetTitle(row))}
                    </Typography>
                  </Box>
                  <GuardedButton refusal={null} onClick={() => onChoose(row.syncId)}>
                    {words.find.look}
                  </GuardedButton>
                </Box>
              ))}
            </Box>
          </Section>
        )
      }
    </Loaded>
  )
}
