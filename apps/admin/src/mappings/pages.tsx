import type { Mapping } from '@syncline/domain/mapping'
import type { MappingDetail } from '@syncline/domain/view'
import { keepPreviousData, queryOptions, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Api } from '../api/api.ts'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { showWritten } from '../api/written.ts'
import { ProblemNotice } from '../parts/ProblemNotice.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { useTitle } from '../ui/useTitle.ts'
import { MappingEditor } from './MappingEditor.tsx'
import { MappingsView } from './MappingsView.tsx'
import { PublishDialog } from './PublishDialog.tsx'

const words = strings.mappings
const route = getRouteApi('/app/mappings/$flowId')
/** How long the draft rests before it is tried. */
const restMs = 500

const listQuery = (api: Api) =>
  queryOptions({ queryKey: ['mappings'], queryFn: () => api.client.mapping.list.query() })
const detailQuery = (api: Api, flowId: string) =>
  queryOptions({
    queryKey: ['mapping', flowId],
    queryFn: (): Promise<MappingDetail> => api.client.mapping.get.query({ flowId }),
  })

export function MappingsPage() {
  useTitle(strings.shell.titled(words.title))
  const read = useQuery(listQuery(useApi()))
  if (read.data) return <MappingsView state={{ kind: 'ready', rows: read.data }} />
  if (!read.error) return <MappingsView state={{ kind: 'loading' }} />
  return (
    <MappingsView
      state={{ kind: 'error', problem: toProblem(read.error), onRetry: () => void read.refetch() }}
    />
  )
}

export function MappingPage() {
  const { flowId } = route.useParams()
  useTitle(strings.shell.titled(words.title))
  const read = useQuery(detailQuery(useApi(), flowId))
  // Another version begins the draft anew: nobody writes over what they have not seen.
  if (read.data) return <Editing key={`${flowId} ${read.data.version}`} detail={read.data} />
  if (!read.error) return <MappingsView state={{ kind: 'loading' }} />
  return (
    <ProblemNotice
      level="h1"
      title={words.failed}
      problem={toProblem(read.error)}
      onRetry={() => void read.refetch()}
    />
  )
}

function Editing({ detail }: { detail: MappingDetail }) {
  const api = useApi()
  const toast = useToast()
  const { flowId, version } = detail
  const [draft, setDraft] = useState<Mapping>(detail.mapping)
  const [asking, setAsking] = useState(false)
  const rested = useRested(draft)
  const preview = useQuery({
    queryKey: ['mapping-preview', flowId, rested],
    queryFn: () => api.client.mapping.preview.mutate({ flowId, mapping: rested }),
    placeholderData: keepPreviousData,
    // What is shown may be personal: nothing of it outlives the page.
    gcTime: 0,
  })
  const publish = useMutation({
    mutationFn: (reason: string) =>
      api.client.mapping.publish.mutate({ flowId, mapping: draft, reason, after: version }),
    onSuccess: async (published, reason) => {
      await showWritten(api, detailQuery(api, flowId).queryKey, (known) =>
        withVersion(known, published.version, draft, reason),
      )
      void api.queries.invalidateQueries({ queryKey: listQuery(api).queryKey })
      toast(words.published(published.version))
    },
  })
  return (
    <>
      <MappingEditor
        detail={detail}
        draft={draft}
        preview={{
          result: preview.data ?? null,
          problem: preview.error === null ? null : toProblem(preview.error),
        }}
        onChange={setDraft}
        onPublish={() => setAsking(true)}
      />
      {asking && (
        <PublishDialog
          detail={detail}
          draft={draft}
          busy={publish.isPending}
          problem={publish.error === null ? null : toProblem(publish.error)}
          onSubmit={(reason) => publish.mutate(reason)}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  )
}

function withVersion(known: MappingDetail, version: number, mapping: Mapping, reason: string): MappingDetail {
  const publishedAt = new Date().toISOString()
  return {
    ...known,
    version,
    mapping,
    publishedAt,
    origin: 'published',
    targetEntity: mapping.entity,
    versions: [{ version, mapping, reason, by: null, publishedAt }, ...known.versions],
  }
}

/** The value once it has not changed for a while. */
function useRested<Value>(value: Value): Value {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(() => value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}
