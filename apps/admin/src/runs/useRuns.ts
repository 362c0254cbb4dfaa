import type { RunFilter, RunListInput, RunStartInput } from '@syncline/domain/view'
import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { type Refusal, refusedBy } from '../parts/Refused.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import type { RunsListing } from './RunsListing.tsx'

const words = strings.runs
const pageSize = 20
/** While one goes on, and while none does. */
const liveMs = 2_000
const quietMs = 20_000

const reasons: Readonly<Record<string, string>> = { ...words.refusal, run_going_on: words.goingOn }

/** Runs that match, read again while one of them goes on, and what is done about them. */
export function useRuns(filter: RunFilter): RunsListing {
  const api = useApi()
  const toast = useToast()
  const pages = useInfiniteQuery({
    queryKey: ['runs', filter],
    queryFn: ({ pageParam: cursor }) =>
      api.client.run.list.query({ filter, limit: pageSize, ...(cursor && { cursor }) }),
    initialPageParam: undefined as RunListInput['cursor'],
    getNextPageParam: ({ rows, hasOlder }) => {
      const last = rows.at(-1)
      return hasOlder && last ? { position: last.startedPosition, go: 'older' as const } : undefined
    },
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ rows }) => rows.some(({ status }) => status === 'running'))
        ? liveMs
        : quietMs,
  })
  const steer = useMutation({
    mutationFn: async (command: {
      readonly verb: 'pause' | 'resume' | 'cancel'
      readonly runId: string
      readonly reason?: string
    }) => {
      const { verb, runId, reason = '' } = command
      if (verb === 'cancel') return api.client.run.cancel.mutate({ runId, reason })
      return api.client.run[verb].mutate({ runId })
    },
    onSuccess: (_, { verb }) =>
      toast({ pause: words.paused, resume: words.resumed, cancel: words.cancelled }[verb]),
    onSettled: () => api.queries.invalidateQueries({ queryKey: ['runs'] }),
  })
  const known = pages.data?.pages
  const [newest] = known ?? []
  return {
    state:
      known && newest
        ? { kind: 'ready', rows: known.flatMap(({ rows }) => rows), counts: newest.counts }
        : pages.error
          ? { kind: 'error', problem: toProblem(pages.error), onRetry: () => void pages.refetch() }
          : { kind: 'loading' },
    hasOlder: pages.hasNextPage,
    loadingOlder: pages.isFetchingNextPage,
    busy: steer.isPending,
    refused: refusedBy(steer.error === null ? null : toProblem(steer.error), (reason) => reasons[reason]),
    onOlder: () => void pages.fetchNextPage(),
    onPause: (runId) => steer.mutate({ verb: 'pause', runId }),
    onResume: (runId) => steer.mutate({ verb: 'resume', runId }),
    onCancel: (runId, reason) => steer.mutate({ verb: 'cancel', runId, reason }),
  }
}

/** Starts runs of one connection. */
export function useStartRuns(onStarted: () => void): {
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly start: (input: RunStartInput) => void
} {
  const api = useApi()
  const toast = useToast()
  const start = useMutation({
    mutationFn: (input: RunStartInput) => api.client.run.start.mutate(input),
    onSuccess: async ({ runs }) => {
      toast(words.start.started(runs.length))
      onStarted()
      await api.queries.invalidateQueries({ queryKey: ['runs'] })
    },
  })
  const problem = start.error === null ? null : toProblem(start.error)
  return {
    busy: start.isPending,
    refused: refusedBy(problem, (reason) => reasons[reason]),
    start: (input) => start.mutate(input),
  }
}
