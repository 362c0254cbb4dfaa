import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { readState } from '../../api/readState.ts'
import { AskedAgain } from '../../settings/stepUp.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { custodyRefusal } from '../CustodyPart.tsx'
import { organizationKeysQuery } from '../queries.ts'
import { KeysView } from './KeysView.tsx'
import { NewKeyDialog } from './NewKeyDialog.tsx'

/** While something is still to be sealed anew; a worker goes on every minute. */
const lookAgainMs = 15_000

/** The keys of the organization, and giving it a new one. */
export function KeysPart() {
  const api = useApi()
  const toast = useToast()
  const [asking, setAsking] = useState(false)
  const keys = useQuery({
    ...organizationKeysQuery(api),
    refetchInterval: ({ state: { data } }) =>
      data && (data.credentials.left > 0 || data.peopleLeft > 0 || data.wrappingsLeft > 0)
        ? lookAgainMs
        : false,
  })
  const rotate = useMutation({
    mutationFn: () => api.client.organization.rotateKey.mutate({}),
    onSuccess: async () => {
      setAsking(false)
      toast(strings.custody.keys.rotating.done)
      await api.queries.invalidateQueries({ queryKey: organizationKeysQuery(api).queryKey })
    },
  })
  return (
    <>
      <KeysView state={readState(keys, (view) => ({ view }))} onRotate={() => setAsking(true)} />
      {asking && (
        <NewKeyDialog
          busy={rotate.isPending}
          refused={custodyRefusal(rotate.error)}
          onSubmit={() => rotate.mutate()}
          onClose={() => {
            setAsking(false)
            rotate.reset()
          }}
        />
      )}
      <AskedAgain command={rotate} />
    </>
  )
}
