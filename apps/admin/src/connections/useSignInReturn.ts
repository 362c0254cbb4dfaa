import { explain, isErrorCode } from '@syncline/domain/error'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useApi } from '../api/context.tsx'
import type { Refusal } from '../parts/Refused.tsx'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { connectionsQuery, flowsQuery } from '../syncs/queries.ts'

const route = getRouteApi('/app/connections')
const words = strings.connections.signIn
const askAgainMs = 500
const maxAsks = 20

/**
 * Tells what became of a sign-in at a provider, once, and takes it off the address. A connection through which nothing
 * flows yet goes on to the choice of what flows.
 * @returns why it was refused; null when it was not
 */
export function useSignInReturn(): Refusal | null {
  const { connected, refused } = route.useSearch()
  const navigate = route.useNavigate()
  const toast = useToast()
  const api = useApi()
  // Kept when the address has forgotten it.
  const [refusal] = useState<Refusal | null>(() =>
    refused === undefined ? null : { text: refusedText(refused), errorId: null },
  )
  // It is in the log already; the list learns of it a moment later.
  const connections = useQuery({
    ...connectionsQuery(api),
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      connected === undefined ||
      dataUpdateCount > maxAsks ||
      data?.some((each) => each.connectionId === connected)
        ? false
        : askAgainMs,
  })
  const flows = useQuery(flowsQuery(api))
  const made = connections.data?.find(({ connectionId }) => connectionId === connected)

  useEffect(() => {
    if (refused !== undefined) void navigate({ search: {}, replace: true })
  }, [refused, navigate])

  useEffect(() => {
    if (!made || !flows.data) return
    const { connectionId: connection, name } = made
    toast(words.done(name))
    const isNew = !flows.data.some(
      (flow) => flow.sourceConnectionId === connection || flow.targetConnectionId === connection,
    )
    void navigate(
      isNew
        ? { to: '/connections/connect', search: { connection }, replace: true }
        : { to: '/connections', search: {}, replace: true },
    )
  }, [made, flows.data, navigate, toast])
  return refusal
}

function refusedText(code: string): string {
  if (code === 'PERMISSION_DENIED') return words.saidNo
  if (code === 'STATE_CONFLICT') return words.over
  if (code === 'another_account') return words.anotherAccount
  const { sentence, remedy } = explain(isErrorCode(code) ? code : 'UNKNOWN', words.provider)
  return `${words.notDone} ${sentence} ${remedy}`
}
