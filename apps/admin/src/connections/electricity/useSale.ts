import type { ConnectionView } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { useBell } from '../../api/live.tsx'
import { rechargesQuery } from './queries.ts'
import type { SaleAsked } from './SellForm.tsx'

interface Sale {
  readonly asked: SaleAsked
  /** Of this sale: asking twice, also after a line that broke, sells once. */
  readonly requestId: string
}

/** One sale at a time: its meter is checked, somebody confirms it, and it goes out once. */
export function useSale({ connectionId }: ConnectionView) {
  const api = useApi()
  const [sale, setSale] = useState<Sale | null>(null)
  const [isConfirming, setConfirming] = useState(false)
  const listAgain = () =>
    api.queries.invalidateQueries({ queryKey: rechargesQuery(api, connectionId).queryKey })
  const check = useMutation({
    mutationFn: ({ meter, disco, vendType }: SaleAsked) =>
      api.client.connection.checkMeter.mutate({ connectionId, meter, disco, vendType }),
    onSuccess: (_, asked) => {
      setSale((before) =>
        before && isSame(before.asked, asked) ? before : { asked, requestId: crypto.randomUUID() },
      )
      setConfirming(true)
    },
    gcTime: 0,
  })
  const create = useMutation({
    mutationFn: ({ asked, requestId }: Sale) =>
      api.client.recharge.create.mutate({ connectionId, requestId, ...asked }),
    onSuccess: ({ position }) => {
      setSale(null)
      setConfirming(false)
      api.horizons.event.raise(position)
      // Whoever waits for a token waits for no list.
      void listAgain()
    },
    // It may have been sold for all that.
    onError: () => void listAgain(),
    // A token is kept no longer than it is shown.
    gcTime: 0,
  })
  // The list may not know of it yet.
  useBell('event', () => {
    const made = create.data?.rechargeId
    const known = api.queries.getQueryData(rechargesQuery(api, connectionId).queryKey)
    if (made && !known?.rows.some(({ rechargeId }) => rechargeId === made)) void listAgain()
  })
  return {
    check,
    create,
    /** What is to be confirmed. */
    confirming: isConfirming ? sale : null,
    onCheck: (asked: SaleAsked) => {
      create.reset()
      check.mutate(asked)
    },
    onSell: () => sale && !create.isPending && create.mutate(sale),
    onClose: () => {
      create.reset()
      setConfirming(false)
    },
  }
}

const isSame = (one: SaleAsked, other: SaleAsked) =>
  Object.entries(one).every(([name, value]) => other[name as keyof SaleAsked] === value)
