import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { disableTwoFactor, enableTwoFactor, type TwoFactorStart } from '../api/auth.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { FormDialog } from '../parts/FormDialog.tsx'
import { refusedBy } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { OnceDialog } from './OnceDialog.tsx'
import { needsPassword, PasswordDialog, PasswordView } from './stepUp.tsx'

const words = strings.settings.twoFactor
/** Once in a while, and then it draws: nobody else waits for it. */
const QrCode = lazy(async () => ({ default: (await import('./QrCode.tsx')).QrCode }))

type Step =
  | { readonly at: 'password' }
  | { readonly at: 'set-up'; readonly start: TwoFactorStart }
  | { readonly at: 'code' }

/** What an app is set up with, and what lets its owner in without it. */
export function SetUpView({
  start: { totpURI, backupCodes },
  picture,
  onClose,
}: {
  start: TwoFactorStart
  picture: ReactNode
  onClose: () => void
}) {
  return (
    <OnceDialog
      {...words.setUp}
      picture={picture}
      values={[
        { label: words.setUp.appKey, value: new URL(totpURI).searchParams.get('secret') ?? '' },
        { label: words.setUp.codes, value: backupCodes.join('\n') },
      ]}
      onClose={onClose}
    />
  )
}

/** Switches the code at sign-in on (password, app, first code) or off (password). */
export function TwoFactorDialogs({ onClose }: { onClose: () => void }) {
  const { twoFactor, hasPassword } = useSession()
  const { queries } = useApi()
  const router = useRouter()
  const toast = useToast()
  const [step, setStep] = useState<Step>({ at: 'password' })
  const finish = async (text: string) => {
    toast(text)
    onClose()
    queries.removeQueries({ queryKey: ['session'] })
    await router.invalidate()
  }
  const begin = useMutation({
    mutationFn: async (password: string | undefined) => {
      if (twoFactor) return disableTwoFactor(password)
      const start = await enableTwoFactor(password)
      if (start) setStep({ at: 'set-up', start })
      return start !== null
    },
    onSuccess: (right) => (right && twoFactor ? finish(words.disabled) : undefined),
  })
  if (step.at === 'code') return <CodeDialog onDone={() => void finish(words.enabled)} onClose={onClose} />
  if (step.at === 'set-up')
    return (
      <SetUpView
        start={step.start}
        picture={
          <Suspense>
            <QrCode text={step.start.totpURI} label={words.setUp.picture} />
          </Suspense>
        }
        onClose={() => setStep({ at: 'code' })}
      />
    )
  const wrong = begin.data === false ? { text: strings.settings.stepUp.wrong, errorId: null } : null
  const problem = begin.error === null ? null : toProblem(begin.error)
  if (needsPassword(problem))
    return <PasswordDialog onDone={() => begin.mutate(undefined)} onClose={onClose} />
  const asked = { busy: begin.isPending, refused: wrong ?? refusedBy(problem), onClose }
  if (!hasPassword)
    return (
      <FormDialog
        title={words.title}
        text={twoFactor ? words.on : words.off}
        submit={twoFactor ? words.disableNow : words.enableNow}
        submitting={strings.settings.stepUp.submitting}
        onSubmit={() => begin.mutate(undefined)}
        {...asked}
      />
    )
  return (
    <PasswordView
      text={twoFactor ? words.on : words.off}
      onSubmit={(password) => begin.mutate(password)}
      {...asked}
    />
  )
}
