import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { SessionContext } from '../session/session.tsx'
import { ApiKeysView, type KeysState } from '../settings/ApiKeysView.tsx'
import { type AuditState, AuditView } from '../settings/AuditView.tsx'
import { CreateKeyDialog, RevokeKeyDialog, RotateKeyDialog } from '../settings/KeyDialogs.tsx'
import { OnceDialog } from '../settings/OnceDialog.tsx'
import { SettingsView } from '../settings/SettingsFrame.tsx'
import type { AuditSearch } from '../settings/search.ts'
import { PasswordView } from '../settings/stepUp.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'
import { apiKeys, auditList, sampleSecret } from './settings-samples.ts'

const error = { kind: 'error', problem: samples.problem, onRetry: noop } as const
const loading = { kind: 'loading', afterMs: 0 } as const

export function framed(content: ReactNode, session = samples.admin): ReactNode {
  return (
    <SessionContext value={session}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <SettingsView>{content}</SettingsView>
      </ShellView>
    </SessionContext>
  )
}

const keys: KeysState = { kind: 'ready', keys: apiKeys }
const asking = { busy: false, problem: null, onClose: noop, onSubmit: noop }
const dialogs: Partial<Record<(typeof faces)['api-keys'][number], ReactNode>> = {
  create: <CreateKeyDialog {...asking} />,
  secret: (
    <OnceDialog
      {...strings.settings.keys.secret}
      values={[{ label: strings.settings.keys.secret.label, value: sampleSecret }]}
      onClose={noop}
    />
  ),
  rotate: <RotateKeyDialog {...asking} name="The till" />,
  revoke: <RevokeKeyDialog {...asking} name="The till" problem={samples.problem} />,
  password: <PasswordView busy={false} refused={null} onSubmit={noop} onClose={noop} />,
}

export function ApiKeysFace({ face }: { face: (typeof faces)['api-keys'][number] }) {
  const state =
    face === 'error' ? error : face === 'loading' ? loading : face === 'empty' ? { ...keys, keys: [] } : keys
  return framed(
    <>
      <ApiKeysView state={state} onCreate={noop} onRotate={noop} onRevoke={noop} />
      {dialogs[face]}
    </>,
    face === 'auditor' ? samples.auditor : face === 'operator' ? samples.operator : samples.admin,
  )
}

const audits: Record<(typeof faces)['audit'][number], { state: AuditState; search?: AuditSearch }> = {
  success: { state: { kind: 'ready', list: auditList } },
  empty: { state: { kind: 'ready', list: { rows: [], nextCursor: null } } },
  filtered: {
    state: { kind: 'ready', list: { rows: [], nextCursor: null } },
    search: { action: 'sync.retry', time: 'week' },
  },
  loading: { state: loading },
  error: { state: error },
  operator: { state: loading },
  columns: {
    state: { kind: 'ready', list: auditList },
    search: { columns: 'when,who,what,outcome,where,browser,correlation' },
  },
}

export function AuditFace({ face }: { face: keyof typeof audits }) {
  const { state, search = {} } = audits[face]
  return framed(
    <AuditView
      state={state}
      search={search}
      newer={face === 'columns' ? { count: 3, more: false } : null}
      chosenColumns={search.columns}
      onSearch={noop}
      onColumns={noop}
      onShowNewer={noop}
    />,
    face === 'operator' ? samples.operator : samples.auditor,
  )
}
