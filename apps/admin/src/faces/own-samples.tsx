import { noop } from '@tanstack/react-query'
import { CallbacksView, type CallbacksViewProps } from '../connections/callbacks/CallbacksView.tsx'
import { ChoiceView, type ChoiceViewProps } from '../connections/choices/ChoiceView.tsx'
import {
  ScheduleStepView,
  ScheduleView,
  type ScheduleViewProps,
} from '../connections/schedule/ScheduleView.tsx'
import * as samples from './samples.ts'

/** What only some providers' connections have, in its faces. */
export const broken = { kind: 'error', problem: samples.problem, onRetry: noop } as const
export const slow = { kind: 'loading', afterMs: 0 } as const

const choice: ChoiceViewProps = {
  form: {
    name: 'audience',
    title: 'Audience',
    help: 'Contacts are read from it and written to it, and webhooks of another are kept out.',
    read: 'lists',
    none: null,
    usualId: null,
    placesAccount: true,
    creation: [
      { name: 'name', title: 'Name', example: 'Guests of the café' },
      { name: 'company', title: 'Company', example: 'Ember Café Ltd' },
    ],
  },
  provider: 'Mailchimp',
  chosen: null,
  state: {
    kind: 'ready',
    offered: [
      { id: 'a1', name: 'Guests of the café' },
      { id: 'b2', name: 'Staff' },
    ],
  },
  disabled: false,
  saving: false,
  looking: false,
  refused: null,
  onChoose: noop,
  onLookAgain: noop,
  onAdd: noop,
}
export const choiceFace = (changes: Partial<ChoiceViewProps> = {}) => <ChoiceView {...choice} {...changes} />
export const audience = choice.form

const row = (number: number) => ({
  callbackId: `msg_0d1f6a7e-8b90-4a55-9c4b-2d1f6a7e8b${10 + number}`,
  invoiceId: `inv-2041-${number}`,
  billId: null,
  happenedAt: samples.ago(number * 700),
  nextTryAt: null,
  toldAt: null,
  failure: null,
  syncId: samples.id(number),
})
const callbacks: CallbacksViewProps = {
  connectionId: samples.connections[0]?.connectionId ?? '',
  provider: 'PCS AI',
  filter: null,
  state: {
    kind: 'ready',
    counts: { waiting: 2, told: 204, given_up: 1 },
    rows: [
      { ...row(1), type: 'invoice.received', state: 'waiting', tries: 0, nextTryAt: samples.ahead(2) },
      {
        ...row(2),
        type: 'invoice.posted',
        billId: '771',
        state: 'waiting',
        tries: 3,
        nextTryAt: samples.ahead(540),
        failure: 'PROVIDER_UNAVAILABLE',
      },
      {
        ...row(3),
        type: 'invoice.failed',
        state: 'given_up',
        tries: 8,
        failure: 'NOT_CONFIGURED',
      },
      { ...row(4), type: 'invoice.paid', billId: '768', state: 'told', tries: 1, toldAt: samples.ago(2_790) },
    ],
  },
  hasOlder: true,
  loadingOlder: false,
  retrying: null,
  refused: null,
  onFilter: noop,
  onOlder: noop,
  onRetry: noop,
}
export const callbacksFace = (changes: Partial<CallbacksViewProps> = {}) => (
  <CallbacksView {...callbacks} {...changes} />
)
export const noCallbacks: CallbacksViewProps['state'] = {
  kind: 'ready',
  counts: { waiting: 0, told: 0, given_up: 0 },
  rows: [],
}

const nightly = { isOn: true, timing: { cron: '0 2 * * *', timeZone: 'Africa/Lagos' } } as const
const scheduleForm: ScheduleViewProps['form'] = {
  next: [samples.ago(-14_400), samples.ago(-100_800), samples.ago(-187_200)],
  fault: null,
  busy: false,
  refused: null,
  onAsk: noop,
  onSave: noop,
}
export const scheduleFace = (
  state: ScheduleViewProps['state'] = {
    kind: 'ready',
    known: { schedule: nightly, beganAt: samples.ago(72_000), refusal: null },
  },
) => <ScheduleView provider="FlashERP" state={state} form={scheduleForm} />
/** A line that never comes, and what hindered it last. */
export const scheduleFault = () => (
  <ScheduleView
    provider="FlashERP"
    state={{
      kind: 'ready',
      known: {
        schedule: { isOn: true, timing: { cron: '0 0 30 2 *', timeZone: 'Africa/Lagos' } },
        beganAt: samples.ago(360_000),
        refusal: 'PROVIDER_UNAVAILABLE',
      },
    }}
    form={{ ...scheduleForm, next: null, fault: 'cron' }}
  />
)
export const scheduleStep = () => <ScheduleStepView schedule={null} {...scheduleForm} onSkip={noop} />
