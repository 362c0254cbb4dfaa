import { useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { readDemoSignIns, signIn } from '../api/auth.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { readSso, ssoHref } from '../api/sso.ts'
import * as strings from '../strings/index.ts'
import { duration } from '../time/format.ts'
import { useTitle } from '../ui/useTitle.ts'
import { type Refusal, SignInView } from './SignInView.tsx'

/** Few need it: the first load stays small. */
const CodeDialog = lazy(async () => ({ default: (await import('../settings/CodeDialog.tsx')).CodeDialog }))
const route = getRouteApi('/sign-in')

/** The sign-in with its data; leads on to where the person wanted to be. */
export function SignInPage() {
  const { next, refused } = route.useSearch()
  const router = useRouter()
  const { queries } = useApi()
  const demo = useQuery({ queryKey: ['demo'], queryFn: ({ signal }) => readDemoSignIns(signal) })
  const sso = useQuery({ queryKey: ['sso'], queryFn: ({ signal }) => readSso(signal) })
  useTitle(strings.shell.titled(strings.signIn.title))

  const goOn = async () => {
    queries.clear()
    await router.navigate({ href: next ?? '/', replace: true })
  }
  const enter = useMutation({
    mutationFn: ({ email, password }: { email: string; password: string }) => signIn(email, password),
    onSuccess: async (outcome) => {
      if (outcome.kind === 'signed-in') await goOn()
    },
  })
  return (
    <>
      <SignInView
        demo={demo.data ?? []}
        busy={enter.isPending || enter.data?.kind === 'signed-in'}
        ended={next !== undefined}
        refusal={refusalOf(enter) ?? (refused === undefined ? null : refusedThere(refused))}
        sso={sso.data ? { label: sso.data.label, href: ssoHref(next ?? '/') } : null}
        onSubmit={(email, password) => enter.mutate({ email, password })}
      />
      {enter.data?.kind === 'code-wanted' && (
        <Suspense>
          <CodeDialog onDone={() => void goOn()} onClose={() => enter.reset()} />
        </Suspense>
      )}
    </>
  )
}

const refusedThere = (reason: string): Refusal => ({
  text: strings.signIn.refused[reason] ?? strings.signIn.refused['issuer_answer'] ?? reason,
  errorId: null,
})

function refusalOf({
  data,
  error,
}: {
  data: Awaited<ReturnType<typeof signIn>> | undefined
  error: unknown
}): Refusal | null {
  if (error) {
    const { sentence, remedy, errorId } = toProblem(error)
    return { text: `${sentence} ${remedy}`, errorId }
  }
  if (data?.kind === 'wrong') return { text: strings.signIn.wrong, errorId: null }
  if (data?.kind === 'too-many') {
    const { elsewhere, retryAfterSeconds } = data
    const wait = retryAfterSeconds === null ? null : duration(retryAfterSeconds * 1_000)
    return { text: elsewhere ? strings.signIn.guessed(wait) : strings.signIn.tooMany(wait), errorId: null }
  }
  return null
}
