import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { DoneStep, ScopeStep } from '../connections/ConnectEnd.tsx'
import { ConnectForm, type ConnectFormProps } from '../connections/ConnectForm.tsx'
import { type ConnectStep, ConnectView, type FormsState } from '../connections/ConnectView.tsx'
import { flowCandidates } from '../connections/candidates.ts'
import { AddDialog } from '../connections/choices/AddDialog.tsx'
import { SignInStep, type SignInStepProps } from '../connections/SignInStep.tsx'
import { WebhookSetupView } from '../connections/webhook/WebhookSetupView.tsx'
import { SessionContext } from '../session/session.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import * as strings from '../strings/index.ts'
import * as custody from './custody-samples.ts'
import type { faces } from './list.ts'
import { audience, broken, choiceFace, scheduleStep, slow } from './own-samples.tsx'
import * as samples from './samples.ts'
import * as webhooks from './webhook-setup-samples.ts'

type Face = (typeof faces)['connect'][number]

const forms = [custody.stripe, custody.flasherp]
const ready: FormsState = { kind: 'ready', forms }
const states: Partial<Record<Face, FormsState>> = {
  loading: { kind: 'loading', afterMs: 0 },
  error: { kind: 'error', problem: samples.problem, onRetry: noop },
}
const form: ConnectFormProps = {
  form: custody.flasherp,
  draft: {
    name: 'FlashERP · Ember Café',
    venue: 'Ember Café, Lekki',
    accountId: '',
    baseUrl: custody.flasherp.baseUrl ?? '',
    secrets: { api_key: 'typed and not shown', api_secret: 'typed and not shown' },
  },
  test: { busy: false, result: null, stale: false },
  saving: false,
  refused: null,
  onChange: noop,
  onTest: noop,
  onSave: noop,
  onBack: noop,
}
const signIn: SignInStepProps = {
  form: { ...custody.stripe, provider: 'quickbooks', title: 'QuickBooks', fields: [], signsIn: true },
  busy: false,
  refused: null,
  onSignIn: noop,
  onBack: noop,
}
const taken = { ok: true, code: null, detail: null, tookMs: 212 } as const
const untaken = {
  ok: false,
  code: 'INVALID_CREDENTIALS',
  detail: 'The API key is missing or not known.',
  tookMs: 180,
} as const
const [shop, erp] = samples.connections as [
  (typeof samples.connections)[number],
  (typeof samples.connections)[number],
]
const scope = (candidates: ReturnType<typeof flowCandidates>) => (
  <ScopeStep
    connectionId={erp.connectionId}
    candidates={candidates}
    nameOf={(id) => (id === shop.connectionId ? shop.name : erp.name)}
    busy={false}
    refused={null}
    onChoose={noop}
  />
)

const Choosing = () => (
  <Box sx={{ display: 'grid', gap: 5 }}>
    <div>
      <Typography variant="h2">{strings.choices.title}</Typography>
      <Typography sx={{ mt: 1, color: 'ink.soft' }}>{strings.choices.stepText('Mailchimp')}</Typography>
    </div>
    {choiceFace()}
  </Box>
)

const steps: Partial<Record<Face, readonly [ConnectStep, ReactNode]>> = {
  form: ['credentials', <ConnectForm key="form" {...form} />],
  tested: [
    'credentials',
    <ConnectForm key="tested" {...form} test={{ busy: false, result: taken, stale: false }} />,
  ],
  untaken: [
    'credentials',
    <ConnectForm
      key="untaken"
      {...form}
      test={{ busy: false, result: untaken, stale: false }}
      refused={{ text: 'Something in the request can’t be read.', errorId: 'e_7Kq2' }}
    />,
  ],
  'sign-in': ['credentials', <SignInStep key="sign-in" {...signIn} />],
  choose: ['choose', <Choosing key="choose" />],
  'choose-empty': ['choose', choiceFace({ state: { kind: 'ready', offered: [] } })],
  'choose-loading': ['choose', choiceFace({ state: slow })],
  'choose-error': ['choose', choiceFace({ state: broken })],
  'choose-add': [
    'choose',
    <AddDialog
      key="add"
      form={audience}
      provider="Mailchimp"
      busy={false}
      wrong="company"
      refused={null}
      onSubmit={noop}
      onClose={noop}
    />,
  ],
  flows: ['flows', scope(flowCandidates(erp, samples.connections, [], forms))],
  empty: ['flows', scope([])],
  schedule: ['schedule', scheduleStep()],
  done: ['done', <DoneStep key="done" connection={erp} form={custody.flasherp} setup={null} />],
  'done-managed': [
    'done',
    <DoneStep
      key="done-managed"
      connection={shop}
      form={custody.stripe}
      setup={
        <WebhookSetupView
          provider="Stripe"
          state={{ kind: 'ready', setup: webhooks.none }}
          arrivedAt={null}
          busy={false}
          refused={null}
          onCheck={noop}
          onAsk={noop}
        />
      }
    />,
  ],
}

const titles: Partial<Record<Face, string>> = { 'sign-in': 'QuickBooks', 'done-managed': 'Stripe' }

export function ConnectFace({ face }: { face: Face }) {
  const [step, content] = steps[face] ?? (['provider', null] as const)
  return (
    <SessionContext value={face === 'auditor' ? samples.auditor : samples.admin}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <ConnectView
          state={states[face] ?? ready}
          step={step}
          choosing={face.startsWith('choose')}
          chosen={
            step === 'provider'
              ? null
              : (titles[face] ?? (face.startsWith('choose') ? 'Mailchimp' : 'FlashERP'))
          }
          onChoose={noop}
        >
          {content}
        </ConnectView>
      </ShellView>
    </SessionContext>
  )
}
