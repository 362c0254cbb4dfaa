import { useMutation } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { signIn } from '../api/auth.ts'
import { useApi } from '../api/context.tsx'
import { type Problem, toProblem } from '../api/problem.ts'
import { setUp } from '../api/setup.ts'
import type { Refusal } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { useZone } from '../time/zone.tsx'
import { useTitle } from '../ui/useTitle.ts'
import { SetupView } from './SetupView.tsx'

const words = strings.firstRun

/** Makes the first admin, signs them in, and leads to the checklist. */
export function SetupPage() {
  const router = useRouter()
  const { queries } = useApi()
  const { browserTimeZone } = useZone()
  const [token] = useState(() => window.location.hash.slice(1))
  useTitle(strings.shell.titled(words.title))
  const begin = useMutation({
    mutationFn: async (admin: Parameters<typeof setUp>[0]) => {
      await setUp(admin)
      await signIn(admin.email, admin.password)
    },
    onSuccess: async () => {
      queries.clear()
      await router.navigate({ to: '/syncs', replace: true })
    },
  })
  return (
    <SetupView
      token={token}
      timeZone={browserTimeZone}
      busy={begin.isPending || begin.isSuccess}
      refusal={begin.error === null ? null : refusalOf(toProblem(begin.error))}
      onSubmit={(admin) => begin.mutate(admin)}
    />
  )
}

function refusalOf({ code, sentence, remedy, errorId }: Problem): Refusal {
  if (code === 'AUTH_REQUIRED') return { text: words.wrongToken, errorId }
  if (code === 'STATE_CONFLICT') return { text: words.somebody, errorId }
  if (code === 'RATE_LIMIT_EXCEEDED') return { text: words.tooMany, errorId }
  return { text: `${sentence} ${remedy}`, errorId }
}
