import { noop } from '@tanstack/react-query'
import { ConnectionDetail } from '../connections/ConnectionDetail.tsx'
import type { ConnectionsState } from '../connections/ConnectionsView.tsx'
import { type CustodyState, CustodyView } from '../connections/CustodyView.tsx'
import { CachedView, type CachedViewProps } from '../connections/cached/CachedView.tsx'
import { EndView } from '../connections/EndView.tsx'
import { type ProtectionState, ProtectionView } from '../connections/protection/ProtectionView.tsx'
import { ScopeView } from '../connections/scope/ScopeView.tsx'
import { type WebhookSetupFace, WebhookSetupView } from '../connections/webhook/WebhookSetupView.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as cached from './cached-samples.ts'
import { ConnectionDialog } from './connection-dialogs.tsx'
import { dead, error, loading, ready, resting, signIn } from './connection-states.ts'
import * as custody from './custody-samples.ts'
import type { faces } from './list.ts'
import { strips } from './overview-samples.ts'
import { ownOf, runsOf } from './own-faces.tsx'
import { broken, choiceFace, scheduleFace, scheduleFault, slow } from './own-samples.tsx'
import * as protection from './protection-samples.ts'
import * as samples from './samples.ts'
import * as standing from './standing-samples.ts'
import * as webhooks from './webhook-setup-samples.ts'

const off: ConnectionsState = {
  kind: 'ready',
  flows: samples.flows,
  strips,
  standings: standing.standings,
  connections: samples.connections.map((each) => ({ ...each, disabledBecause: 'The till is being moved.' })),
}

const details: Record<(typeof faces)['connection'][number], ConnectionsState> = {
  success: ready,
  reconnect: dead,
  list: ready,
  operator: ready,
  refused: ready,
  missing: { kind: 'ready', connections: [], flows: [], strips: [], standings: [] },
  loading,
  error,
  'old-credentials': ready,
  'credentials-failed': ready,
  rotate: ready,
  'rotate-unfit': ready,
  retire: ready,
  off,
  disable: ready,
  delete: ready,
  'flow-end': ready,
  'flow-end-refused': ready,
  'scope-off': {
    ...ready,
    connections: samples.connections.map((each) => ({ ...each, scopeOff: ['customer'] })),
  },
  resting,
  reset: resting,
  choices: ready,
  callbacks: ready,
  'callbacks-empty': ready,
  electricity: ready,
  'electricity-sold': ready,
  'electricity-unknown': ready,
  'electricity-failed': ready,
  'electricity-tokens': ready,
  'electricity-none': ready,
  'electricity-list-failed': ready,
  'electricity-list-loading': ready,
  'electricity-confirm': ready,
  balance: ready,
  'balance-empty': ready,
  tags: ready,
  'tags-none': ready,
  figures: ready,
  'figures-empty': ready,
  runs: ready,
  'runs-empty': ready,
  'runs-start': ready,
  'webhook-none': ready,
  'webhook-local': ready,
  'webhook-wrong': ready,
  'webhook-off': ready,
  'webhook-several': ready,
  'webhook-failed': ready,
  'webhook-delete': ready,
}

const setups: Partial<Record<keyof typeof details, WebhookSetupFace>> = {
  list: { kind: 'loading', afterMs: 0 },
  'webhook-none': { kind: 'ready', setup: webhooks.none },
  'webhook-local': { kind: 'ready', setup: webhooks.local },
  'webhook-wrong': { kind: 'ready', setup: webhooks.wrong },
  'webhook-off': { kind: 'ready', setup: webhooks.off },
  'webhook-several': { kind: 'ready', setup: webhooks.several },
  'webhook-failed': { kind: 'error', problem: samples.problem },
  'webhook-delete': { kind: 'ready', setup: webhooks.right },
}

function setupOf(face: keyof typeof details) {
  const state = setups[face]
  if (!state) return null
  return (
    <WebhookSetupView
      provider="Stripe"
      state={state}
      arrivedAt={face === 'webhook-none' ? null : samples.ago(240)}
      busy={false}
      refused={null}
      onCheck={noop}
      onAsk={noop}
    />
  )
}

const custodyOf = (face: keyof typeof details): CustodyState => {
  if (face === 'credentials-failed') return error
  if (face === 'list') return { kind: 'loading', afterMs: 0 }
  return face === 'old-credentials' ? custody.old : custody.ready
}

const cachedOf = (face: keyof typeof details): CachedViewProps['state'] => {
  if (face === 'credentials-failed') return error
  if (face === 'list') return { kind: 'loading', afterMs: 0 }
  return { kind: 'ready', reads: face === 'operator' ? cached.nothingKept : cached.kept }
}

const choicesOf = (face: keyof typeof details) => {
  if (face === 'credentials-failed') return choiceFace({ state: broken })
  if (face === 'list') return choiceFace({ state: slow })
  return face === 'choices' ? choiceFace({ chosen: { id: 'c3', name: 'Regulars' } }) : null
}

const scheduleOf = (face: keyof typeof details) => {
  if (face === 'credentials-failed') return scheduleFace(broken)
  if (face === 'list') return scheduleFace(slow)
  return face === 'refused' ? scheduleFault() : scheduleFace()
}

const protectionOf = (face: keyof typeof details): ProtectionState => {
  if (face === 'credentials-failed') return error
  if (face === 'list') return { kind: 'loading', afterMs: 0 }
  if (face === 'resting' || face === 'reset') return { kind: 'ready', view: protection.resting }
  return { kind: 'ready', view: face === 'operator' ? protection.fresh : protection.well }
}

export function ConnectionFace({ face }: { face: keyof typeof details }) {
  const [stripe, erp] = samples.connections
  const shown = setups[face] ? stripe : erp
  return (
    <SessionContext value={face === 'operator' ? samples.operator : samples.admin}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectionDetail
          connectionId={shown?.connectionId ?? ''}
          state={details[face]}
          signIn={signIn}
          webhookSetup={() => setupOf(face)}
          sendTest={() => null}
          policy={{ busy: false, problem: face === 'refused' ? samples.problem : null, onSave: noop }}
          conflicts={{ problem: null, onSet: noop }}
          protection={({ disabledBecause }) => (
            <ProtectionView
              provider="FlashERP"
              state={protectionOf(face)}
              disabled={disabledBecause !== null}
              look={{ busy: false, refused: null }}
              limits={{ busy: false, refused: null, onSave: noop }}
              onLook={noop}
              onReset={noop}
            />
          )}
          credentials={({ connectionId, disabledBecause }) => (
            <CustodyView
              connectionId={connectionId}
              state={custodyOf(face)}
              disabled={disabledBecause !== null}
              test={{
                busy: false,
                refused: null,
                result: face === 'success' ? { ok: true, code: null, detail: null, tookMs: 212 } : null,
              }}
              onTest={noop}
              onRotate={noop}
              onRetire={noop}
            />
          )}
          scope={({ scopeOff }, entities) => <ScopeView entities={entities} off={scopeOff} onSwitch={noop} />}
          schedule={() => scheduleOf(face)}
          choices={() => choicesOf(face)}
          runs={(connection) => runsOf(face, connection)}
          own={() => ownOf(face)}
          cached={({ connectionId, disabledBecause }) => (
            <CachedView
              connectionId={connectionId}
              provider="FlashERP"
              state={cachedOf(face)}
              disabled={disabledBecause !== null}
              choices={[]}
              asked={null}
              purge={{ busy: false, refused: null }}
              onAsk={noop}
              onPurge={noop}
            />
          )}
          end={({ disabledBecause }, flows) => (
            <EndView
              disabledBecause={disabledBecause}
              stops={{ flows, openSyncs: 14 }}
              busy={false}
              refused={null}
              onDisable={noop}
              onEnable={noop}
              onDelete={noop}
            />
          )}
        />
        {shown && <ConnectionDialog face={face} connection={shown} />}
      </ShellView>
    </SessionContext>
  )
}
