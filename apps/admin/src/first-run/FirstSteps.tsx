import { useMutation, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.tsx'
import { chooseOrganization } from '../api/organization.ts'
import { toProblem } from '../api/problem.ts'
import { refusedBy } from '../parts/Refused.tsx'
import { useToast } from '../shell/toast.tsx'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'
import { Checklist } from './Checklist.tsx'

/** Steps tick themselves: what others connect shows without a reload. */
const readEveryMs = 5_000

/** The checklist with its data. */
export default function FirstSteps() {
  const api = useApi()
  const toast = useToast()
  const connections = useQuery({ ...connectionsQuery(api), refetchInterval: readEveryMs })
  const flows = useQuery({ ...flowsQuery(api), refetchInterval: readEveryMs })
  const demo = useMutation({
    mutationFn: () => api.client.demo.load.mutate({}),
    onSuccess: ({ organizationId }) => chooseOrganization(organizationId),
    onError: (error) => toast(refusedBy(toProblem(error))),
  })
  return (
    <Checklist
      connections={(connections.data ?? []).map(({ name }) => name)}
      flows={flows.data?.length ?? 0}
      loadingDemo={demo.isPending || demo.isSuccess}
      onDemo={() => demo.mutate()}
    />
  )
}
