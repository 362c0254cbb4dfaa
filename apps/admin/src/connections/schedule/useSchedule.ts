import type { Schedule, ScheduleTiming } from '@syncline/domain/connection'
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Api } from '../../api/api.ts'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { showWritten } from '../../api/written.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { showConnection } from '../queries.ts'
import type { ScheduleFormProps } from './ScheduleForm.tsx'

const readEveryMs = 30_000

const scheduleQuery = (api: Api, connectionId: string) =>
  queryOptions({
    queryKey: ['schedule', connectionId],
    queryFn: () => api.client.connection.schedule.query({ connectionId }),
    refetchInterval: readEveryMs,
  })

/** The field of the timing that the hub can make nothing of. */
function faultIn(error: unknown): ScheduleFormProps['fault'] {
  if (error === null) return null
  const { code, details } = toProblem(error)
  if (code !== 'INVALID_INPUT') return null
  return details['field'] === 'timing.timeZone' ? 'timeZone' : 'cron'
}

/** The schedule of a connection as the hub has it, and what its form needs. */
export function useSchedule(connectionId: string, onSaved: () => void) {
  const api = useApi()
  const query = scheduleQuery(api, connectionId)
  const known = useQuery(query)
  const [timing, setTiming] = useState<ScheduleTiming | null>(null)
  const asked = useQuery({
    queryKey: ['schedule-times', connectionId, timing],
    queryFn: () => api.client.connection.schedule.query({ connectionId, ...(timing && { timing }) }),
    enabled: timing !== null,
    placeholderData: keepPreviousData,
    retry: false,
  })
  const save = useMutation({
    mutationFn: (schedule: Schedule) => api.client.connection.setSchedule.mutate({ connectionId, schedule }),
    onSuccess: async (_, schedule) => {
      await showWritten(api, query.queryKey, (known) => ({ ...known, schedule }))
      await showConnection(api, connectionId, (known) => ({ ...known, schedule }))
      onSaved()
    },
  })
  const times = timing === null ? known.data : asked.data
  const form = {
    next: times?.next ?? null,
    fault: faultIn(asked.error),
    busy: save.isPending,
    refused: refusedBy(save.error === null ? null : toProblem(save.error)),
    onAsk: setTiming,
    onSave: save.mutate,
  } satisfies Omit<ScheduleFormProps, 'schedule' | 'onSkip'>
  return { known, form }
}
