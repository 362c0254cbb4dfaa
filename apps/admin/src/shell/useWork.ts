import type { BulkView } from '@syncline/domain/view'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useApi } from '../api/context.tsx'
import { useToast } from './toast.tsx'
import { bulkQuery, workQuery, workSentence } from './work.ts'

/** The commands on many that this person began here; the end of each is said once, wherever they are by then. */
export function useWork(): readonly BulkView[] {
  const api = useApi()
  const toast = useToast()
  const { data: ids } = useQuery(workQuery())
  const work = useQueries({
    queries: ids.map((bulkId) => bulkQuery(api, bulkId)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  const running = useRef(new Set<string>())
  useEffect(() => {
    for (const bulk of work) {
      if (bulk.status === 'running') running.current.add(bulk.bulkId)
      else if (running.current.delete(bulk.bulkId)) toast(`${workSentence(bulk)}.`)
    }
  }, [work, toast])
  return work
}
