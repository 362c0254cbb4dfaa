import { plainMapping } from '@syncline/domain/mapping'
import type { MappingDetail, MappingPreview, MappingRow } from '@syncline/domain/view'
import { noop } from '@tanstack/react-query'
import { MappingEditor } from '../mappings/MappingEditor.tsx'
import { type MappingsState, MappingsView } from '../mappings/MappingsView.tsx'
import { PublishDialog } from '../mappings/PublishDialog.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

const row: MappingRow = {
  flowId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a11',
  entity: 'customer',
  source: { connectionId: 's', provider: 'stripe', name: 'Stripe · Marina Grill' },
  target: { connectionId: 'm', provider: 'mailchimp', name: 'Mailchimp · Marina Grill' },
  version: 2,
  origin: 'published',
  targetEntity: 'contact',
  publishedAt: new Date(samples.nowMs - 90 * 60_000).toISOString(),
}
const rows: readonly MappingRow[] = [
  row,
  {
    ...row,
    flowId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a12',
    entity: 'order',
    source: { connectionId: 'q', provider: 'square', name: 'Square · Marina Grill, the long name of a till' },
    target: { connectionId: 'b', provider: 'quickbooks', name: 'QuickBooks · Marina Group' },
    version: 1,
    origin: 'ready',
    targetEntity: 'invoice',
    publishedAt: null,
  },
  {
    ...row,
    flowId: '7b0d2c1e-5a0f-4b7e-9d54-0c3c6f6f9a13',
    version: 1,
    origin: 'none',
    targetEntity: 'customer',
  },
]

const text = (path: string, nullable = true) => ({ path, kind: 'text', nullable, choices: [] }) as const
const first = plainMapping('contact', ['email'])
const mapping: MappingDetail['mapping'] = {
  entity: 'contact',
  rules: [
    {
      target: 'email',
      source: 'email',
      expression: null,
      transforms: [{ name: 'trim' }, { name: 'case', to: 'lower' }],
      fallback: null,
      required: true,
    },
    {
      target: 'status',
      source: null,
      expression: null,
      transforms: [],
      fallback: 'subscribed',
      required: false,
    },
    {
      target: 'firstName',
      source: null,
      expression: '$split(name, " ")[0]',
      transforms: [],
      fallback: null,
      required: false,
    },
  ],
}
const detail: MappingDetail = {
  ...row,
  mapping,
  versions: [
    {
      version: 2,
      mapping,
      reason: 'Newsletter wants first names',
      by: 'Ngozi Eze',
      publishedAt: row.publishedAt,
    },
    { version: 1, mapping: first, reason: null, by: null, publishedAt: null },
  ],
  sourceFields: ['sourceId', 'name', 'email', 'phone', 'address.city'].map((path) => text(path)),
  targets: [
    {
      entity: 'contact',
      fields: ['email', 'status', 'firstName', 'lastName', 'phone'].map((path) => text(path)),
    },
    { entity: 'customer', fields: ['name', 'email', 'phone'].map((path) => text(path)) },
  ],
}
const preview: MappingPreview = {
  syncId: 'x',
  source: '{\n  "name": "Ada Obi",\n  "email": "Ada@Example.org"\n}',
  record: '{\n  "email": "ada@example.org",\n  "status": "subscribed",\n  "firstName": "Ada"\n}',
  body: '{\n  "email_address": "ada@example.org",\n  "status_if_new": "subscribed"\n}',
  problems: [],
  isClear: true,
}

const lists: Record<(typeof faces)['mappings'][number], MappingsState> = {
  success: { kind: 'ready', rows },
  empty: { kind: 'ready', rows: [] },
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
}

export function MappingsFace({ face }: { face: keyof typeof lists }) {
  return (
    <SessionContext value={samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <MappingsView state={lists[face]} />
      </ShellView>
    </SessionContext>
  )
}

type EditorFace = (typeof faces)['mapping'][number]
const fault = { field: 'firstName', code: 'failed', message: 'It took too long.' } as const
const lines = {
  field: 'lastName',
  code: 'missing',
  message: 'It must not be empty, and no rule fills it.',
} as const
const previews: Partial<Record<EditorFace, MappingPreview>> = {
  fault: { ...preview, record: null, body: null, problems: [fault, lines] },
  masked: { ...preview, record: '{\n  "email": "a•••"\n}', isClear: false },
  'no-sample': { ...preview, syncId: null, source: null, record: null, body: null },
}

export function MappingFace({ face }: { face: EditorFace }) {
  const draft = { ...mapping, rules: mapping.rules.slice(0, 2) }
  const isAsked = face === 'publish' || face === 'refused'
  return (
    <SessionContext value={face === 'auditor' || face === 'masked' ? samples.operator : samples.admin}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <MappingEditor
          detail={detail}
          draft={isAsked ? draft : mapping}
          preview={{ result: previews[face] ?? preview, problem: null }}
          onChange={noop}
          onPublish={noop}
        />
        {isAsked && (
          <PublishDialog
            detail={detail}
            draft={draft}
            busy={false}
            problem={face === 'refused' ? samples.problem : null}
            onSubmit={noop}
            onClose={noop}
          />
        )}
      </ShellView>
    </SessionContext>
  )
}
