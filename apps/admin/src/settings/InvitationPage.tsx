import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useState } from 'react'
import { acceptInvitation, openInvitation, signIn } from '../api/auth.ts'
import { useApi } from '../api/context.tsx'
import { chooseOrganization } from '../api/organization.ts'
import { toProblem } from '../api/problem.ts'
import { readSso, ssoHref } from '../api/sso.ts'
import { refusedBy } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { CodeDialog } from './CodeDialog.tsx'
import { type InvitationState, InvitationView } from './InvitationView.tsx'

const words = strings.settings.invitation

/** The link's secret stands after the hash: no server and no log on the way sees it. */
export function InvitationPage() {
  const [token] = useState(() => location.hash.slice(1))
  const router = useRouter()
  const { queries, session } = useApi()
  const found = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => openInvitation(token),
    enabled: token !== '',
  })
  const sso = useQuery({ queryKey: ['sso'], queryFn: ({ signal }) => readSso(signal) })
  const organization = found.data?.organization
  useTitle(strings.shell.titled(organization ? words.title(organization) : words.failed))
  // A page for everybody: whoever is not signed in, or can't be asked for, is nobody.
  const me = useQuery({ queryKey: ['signed-in here'], queryFn: () => session().catch(() => null) })
  const join = useMutation({
    mutationFn: async (person: { name: string; password: string }) => {
      const organizationId = await acceptInvitation({ token, ...person })
      const outcome = await signIn(found.data?.email ?? '', person.password)
      queries.clear()
      // Who belongs to several organizations comes to the one they have just joined.
      if (outcome.kind === 'signed-in') chooseOrganization(organizationId)
      else if (outcome.kind !== 'code-wanted') await router.navigate({ to: '/sign-in', replace: true })
      return { organizationId, wantsCode: outcome.kind === 'code-wanted' }
    },
  })
  const problem = join.error === null ? null : toProblem(join.error)
  const wrong = problem?.code === 'AUTH_REQUIRED'
  const signedIn = me.data?.user.email ?? null
  return (
    <>
      <InvitationView
        state={stateOf(token, found)}
        busy={join.isPending || join.isSuccess}
        sso={sso.data ? { label: sso.data.label, href: ssoHref('/syncs') } : null}
        signedInAs={signedIn === found.data?.email ? null : signedIn}
        refused={wrong ? { text: words.wrong, errorId: null } : refusedBy(problem)}
        onSubmit={(person) => join.mutate(person)}
      />
      {join.data?.wantsCode && (
        <CodeDialog
          onDone={() => chooseOrganization(join.data.organizationId)}
          onClose={() => void router.navigate({ to: '/sign-in', replace: true })}
        />
      )}
    </>
  )
}

function stateOf(
  token: string,
  found: ReturnType<typeof useQuery<Awaited<ReturnType<typeof openInvitation>>>>,
): InvitationState {
  if (token === '' || found.data === null) return { kind: 'closed' }
  if (found.data) return { kind: 'open', invitation: found.data }
  if (!found.error) return { kind: 'loading' }
  return { kind: 'error', problem: toProblem(found.error), onRetry: () => void found.refetch() }
}
