import { useMutation } from '@tanstack/react-query'
import { useApi } from '../api/context.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'

const words = strings.reconciliation.found

type Settling =
  | { readonly how: 'push' | 'pull'; readonly numbers: readonly number[] }
  | { readonly how: 'ignore'; readonly numbers: readonly number[]; readonly reason: string }

/** Does something about differences of one report, and says what came of it. */
export function useSettle(reconciliationId: string) {
  const api = useApi()
  const toast = useToast()
  return useMutation({
    mutationFn: (settling: Settling) => {
      const { reconciliation } = api.client
      const input = { reconciliationId, numbers: [...settling.numbers] }
      return settling.how === 'ignore'
        ? reconciliation.ignore.mutate({ ...input, reason: settling.reason })
        : reconciliation[settling.how].mutate(input)
    },
    async onSuccess({ position, resolved, refused }, { how }) {
      const [first] = refused
      if (resolved.length > 0) toast(how === 'ignore' ? words.ignored : words.pushed(resolved.length))
      else if (first) toast(words.refusals[first.reason])
      api.horizons.reconciliation.raise(position)
      await api.queries.invalidateQueries({ queryKey: ['reconciliations'] })
    },
  })
}
