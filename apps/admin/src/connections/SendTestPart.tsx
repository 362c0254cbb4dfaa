import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView, DeliveryRow } from '@syncline/domain/view'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useApi } from '../api/context.tsx'
import { TextLink } from '../parts/links.tsx'
import { Refused } from '../parts/Refused.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { custodyRefusal } from './CustodyPart.tsx'

const words = strings.connections.sendTest
const askAgainMs = 700
const maxAsks = 40

/** Where the sandbox plays the provider: has one webhook sent, and shows it when it is here. */
export function SendTestPart({ connection }: { connection: ConnectionView }) {
  const { connectionId, provider } = connection
  const api = useApi()
  const { permissions, organization } = useSession()
  const newest = async (): Promise<DeliveryRow | null> => {
    const { rows } = await api.client.webhook.list.query({ filter: { connectionId }, limit: 1 })
    return rows[0] ?? null
  }
  const send = useMutation({
    mutationFn: async () => {
      const before = await newest()
      await api.client.connection.sendTest.mutate({ connectionId })
      return { after: before?.receivedPosition ?? 0 }
    },
  })
  const arrived = (row: DeliveryRow | null | undefined) =>
    row && send.data && row.receivedPosition > send.data.after ? row : null
  const arrival = useQuery({
    queryKey: ['connection-test-webhook', connectionId, send.submittedAt],
    queryFn: newest,
    enabled: send.data !== undefined,
    refetchInterval: ({ state: { data, dataUpdateCount } }) =>
      arrived(data) || dataUpdateCount > maxAsks ? false : askAgainMs,
  })
  const refused = custodyRefusal(send.error)
  if (!connection.played) return null
  const row = arrived(arrival.data)
  const waiting = send.isPending || (send.isSuccess && row === null)
  return (
    <Box sx={{ display: 'grid', gap: 2, justifyItems: 'start', mt: 3 }}>
      <GuardedButton
        variant="outlined"
        refusal={permissions.includes('connection.configure') ? null : words.mayNot(organization.name)}
        onClick={() => !send.isPending && send.mutate()}
      >
        {words.send}
      </GuardedButton>
      <Typography role="status" component="p" sx={{ color: 'ink.soft' }}>
        {waiting && words.waiting(providerTitles[provider])}
        {row !== null && (
          <>
            {words.arrived}{' '}
            <TextLink to="/webhooks/$deliveryId" params={{ deliveryId: row.deliveryId }}>
              {row.eventType}
            </TextLink>
          </>
        )}
      </Typography>
      {refused !== null && <Refused {...refused} />}
    </Box>
  )
}
