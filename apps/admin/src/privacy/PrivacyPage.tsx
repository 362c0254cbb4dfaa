import type { PrivacyPolicy } from '@syncline/domain/privacy'
import { queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { readState } from '../api/readState.ts'
import { showWritten } from '../api/written.ts'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { PrivacyView } from './PrivacyView.tsx'

const policyQuery = (api: Api) =>
  queryOptions({ queryKey: ['privacy'], queryFn: () => api.client.privacy.get.query() })

const problemOf = (error: unknown) => (error === null ? null : toProblem(error))

export function PrivacyPage() {
  useTitle(strings.shell.titled(strings.settings.pages.privacy))
  const api = useApi()
  const toast = useToast()
  const read = useQuery(policyQuery(api))
  const set = useMutation({
    mutationFn: (policy: PrivacyPolicy) => api.client.privacy.setPolicy.mutate({ policy }),
    onSuccess: async (_, policy) => {
      await showWritten(api, policyQuery(api).queryKey, () => ({ policy }))
      toast(strings.privacy.saved)
    },
  })
  const tried = useMutation({
    mutationFn: async (text: string) => ({ text, ...(await api.client.privacy.try.mutate({ text })) }),
    // Nothing of the text outlives the page.
    gcTime: 0,
  })
  return (
    <PrivacyView
      state={readState(read, ({ policy }) => ({ policy }))}
      policy={{ problem: problemOf(set.error), onSet: (policy) => set.mutate(policy) }}
      trial={{
        busy: tried.isPending,
        problem: problemOf(tried.error),
        result: tried.data ?? null,
        onTry: (text) => tried.mutate(text),
      }}
    />
  )
}
