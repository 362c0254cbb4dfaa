import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { AccountView } from '../settings/AccountView.tsx'
import { CodeView } from '../settings/CodeDialog.tsx'
import { InvitationView, type InvitationViewProps } from '../settings/InvitationView.tsx'
import { PasswordChangeView } from '../settings/PasswordChange.tsx'
import { InviteDialog, RemoveDialog } from '../settings/PeopleDialogs.tsx'
import { type PeopleState, PeopleView } from '../settings/PeopleView.tsx'
import { ProveView } from '../settings/ProveDialog.tsx'
import { QrCode } from '../settings/QrCode.tsx'
import { SetUpView } from '../settings/TwoFactorDialogs.tsx'
import * as strings from '../strings/index.ts'
import type { faces } from './list.ts'
import { framed } from './SettingsFaces.tsx'
import * as samples from './samples.ts'
import { people, sessions } from './settings-samples.ts'

const error = { kind: 'error', problem: samples.problem, onRetry: noop } as const
const loading = { kind: 'loading', afterMs: 0 } as const
const asking = { busy: false, problem: null, onClose: noop, onSubmit: noop }

const ready: PeopleState = { kind: 'ready', people }
const peopleStates: Partial<Record<(typeof faces)['people'][number], PeopleState>> = {
  error,
  loading,
  empty: { kind: 'ready', people: { members: people.members.slice(0, 1), invitations: [], mails: false } },
}
const peopleDialogs: Partial<Record<(typeof faces)['people'][number], ReactNode>> = {
  invite: <InviteDialog {...asking} mails />,
  remove: <RemoveDialog {...asking} name="Ngozi Adeyemi" problem={samples.problem} />,
}
const sessionsOf = { operator: samples.operator, auditor: samples.auditor } as const

export function PeopleFace({ face }: { face: (typeof faces)['people'][number] }) {
  return framed(
    <>
      <PeopleView
        state={peopleStates[face] ?? ready}
        problem={null}
        onInvite={noop}
        onRole={noop}
        onRemove={noop}
        onRevoke={noop}
        onMail={noop}
      />
      {peopleDialogs[face]}
    </>,
    face === 'operator' || face === 'auditor' ? sessionsOf[face] : samples.admin,
  )
}

const accounts = {
  success: { kind: 'ready', sessions },
  empty: { kind: 'ready', sessions: sessions.slice(0, 1) },
  loading,
  error,
  code: { kind: 'ready', sessions },
  qr: { kind: 'ready', sessions },
  prove: { kind: 'ready', sessions },
  password: { kind: 'ready', sessions },
} as const

export function AccountFace({ face }: { face: keyof typeof accounts }) {
  return framed(
    <>
      <AccountView
        state={accounts[face]}
        problem={null}
        onEnd={noop}
        onEndOthers={noop}
        onTwoFactor={noop}
        onPassword={noop}
      />
      {face === 'password' && (
        <PasswordChangeView busy={false} refused={null} onSubmit={noop} onClose={noop} />
      )}
      {face === 'code' && <CodeView busy={false} refused={null} onSubmit={noop} onClose={noop} />}
      {face === 'qr' && <SetUp />}
      {face === 'prove' && (
        <ProveView
          label="Marina Group"
          withCode
          busy={false}
          refused={null}
          onCode={noop}
          onAgain={noop}
          onClose={noop}
        />
      )}
    </>,
  )
}

const totpUri =
  'otpauth://totp/Syncline:tunde%40marina.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Syncline&digits=6&period=30'
const SetUp = () => (
  <SetUpView
    start={{ totpURI: totpUri, backupCodes: ['k3J9x-Pq2Lm', 'b8Wd1-Zr5Tn'] }}
    picture={<QrCode text={totpUri} label={strings.settings.twoFactor.setUp.picture} />}
    onClose={noop}
  />
)

const invitation = {
  organization: 'Marina Group',
  email: 'somebody@marina.example',
  role: 'operator',
  known: false,
} as const
const open = { kind: 'open', invitation } as const
const invitations: Record<
  (typeof faces)['invitation'][number],
  Pick<InvitationViewProps, 'state' | 'refused' | 'sso' | 'signedInAs'>
> = {
  success: { state: open, refused: null },
  known: {
    state: { kind: 'open', invitation: { ...invitation, known: true } },
    refused: null,
    sso: { label: 'Marina Group', href: '/api/auth/sso/start' },
    signedInAs: 'tunde@marina.example',
  },
  refused: { state: open, refused: { text: samples.problem.sentence, errorId: samples.problem.errorId } },
  loading: { state: { kind: 'loading' }, refused: null },
  error: { state: { kind: 'closed' }, refused: null },
}

export function InvitationFace({ face }: { face: keyof typeof invitations }) {
  return <InvitationView {...invitations[face]} busy={false} onSubmit={noop} />
}
