import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { setParts } from '../../list/search.ts'
import { dayMs } from '../../time/day.ts'
import { FiguresView } from './FiguresView.tsx'

const route = getRouteApi('/app/connections/$connectionId')
const usualDays = 30

/** Whole days, so that who looks again within the day asks for the same and gets what is kept. */
const usualSpan = (nowMs: number) => {
  const endMs = (Math.floor(nowMs / dayMs) + 1) * dayMs
  const [from, to] = [endMs - usualDays * dayMs, endMs].map((ms) => new Date(ms).toISOString())
  return { from: from ?? '', to: to ?? '' }
}

/** What a back office counted between two moments; those are in the address. */
export function FiguresPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const api = useApi()
  const [usual] = useState(() => usualSpan(Date.now()))
  const { from = usual.from, to = usual.to } = search
  const isTurned = from >= to
  const figures = useQuery({
    queryKey: ['cached-answer', connectionId, 'metrics', from, to],
    queryFn: () =>
      api.client.cachedRead.answer.query({ connectionId, name: 'metrics', about: `${from}/${to}` }),
    enabled: !isTurned,
    retry: false,
  })
  return (
    <FiguresView
      provider={providerTitles[provider]}
      span={{ from, to }}
      state={
        figures.data || isTurned
          ? {
              kind: 'ready',
              answer: figures.data?.answer ?? null,
              readAt: figures.data?.readAt ?? null,
            }
          : figures.error
            ? { kind: 'error', problem: toProblem(figures.error), onRetry: () => void figures.refetch() }
            : { kind: 'loading' }
      }
      onSpan={(next) =>
        void navigate({ search: setParts({ ...search, ...next }), replace: true, resetScroll: false })
      }
    />
  )
}
