import { noop } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ProblemError } from '../api/problem.ts'
import { SessionContext } from '../session/session.tsx'
import { Crashed } from '../shell/Crashed.tsx'
import { NotFound } from '../shell/NotFound.tsx'
import { ShellView } from '../shell/ShellView.tsx'
import { SignInView, type SignInViewProps } from '../sign-in/SignInView.tsx'
import * as strings from '../strings/index.ts'
import type { faces } from './list.ts'
import * as samples from './samples.ts'

function signIn(change: Partial<SignInViewProps>): ReactNode {
  return <SignInView demo={[]} busy={false} ended={false} refusal={null} onSubmit={noop} {...change} />
}

const signIns: Record<(typeof faces)['sign-in'][number], () => ReactNode> = {
  success: () => signIn({}),
  sso: () =>
    signIn({
      sso: { label: 'Marina Group', href: '/api/auth/sso/start' },
      refusal: { text: strings.signIn.refused['not_invited'] ?? '', errorId: null },
    }),
  demo: () => signIn({ demo: samples.demoSignIns }),
  error: () => signIn({ demo: samples.demoSignIns, refusal: { text: strings.signIn.wrong, errorId: null } }),
  ended: () => signIn({ ended: true }),
  busy: () => signIn({ busy: true, demo: samples.demoSignIns }),
}

export const SignInFace = ({ face }: { face: keyof typeof signIns }) => signIns[face]()

export function OtherFace({ face }: { face: (typeof faces)['other'][number] }) {
  if (face === 'crashed') return <Crashed error={new ProblemError(samples.problem)} />
  return (
    <SessionContext value={samples.operator}>
      <ShellView live={{ state: 'live', updatedAtMs: samples.nowMs - 3_000 }} onSignOut={noop}>
        <NotFound />
      </ShellView>
    </SessionContext>
  )
}
