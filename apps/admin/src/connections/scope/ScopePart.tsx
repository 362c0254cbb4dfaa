import type { Scope } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/context.tsx'
import { toProblem } from '../../api/problem.ts'
import { refusedBy } from '../../parts/Refused.tsx'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { showConnection } from '../queries.ts'
import { ScopeDialog } from './ScopeDialog.tsx'
import { ScopeView } from './ScopeView.tsx'

const words = strings.scope

/** Which kinds of records travel through a connection; nothing where nothing flows. */
export function ScopePart({
  connection: { connectionId, name, provider, scopeOff },
  entities,
}: {
  connection: ConnectionView
  /** Kinds of records that flow through it. */
  entities: readonly Scope[]
}) {
  const api = useApi()
  const toast = useToast()
  const [chosen, setChosen] = useState<Scope | null>(null)
  const isOff = chosen !== null && scopeOff.includes(chosen)
  const set = useMutation({
    mutationFn: ({ off, reason }: { entity: Scope; off: readonly Scope[]; reason: string }) =>
      api.client.connection.setScope.mutate({ connectionId, off: [...off], reason }),
    onSuccess: async (_, { entity, off }) => {
      await showConnection(api, connectionId, (known) => ({ ...known, scopeOff: off }))
      setChosen(null)
      toast(words.done(entity, off.includes(entity)))
    },
  })
  if (entities.length === 0) return null
  // Only FlashERP adds up reports of its own.
  const scopes: readonly Scope[] = provider === 'flasherp' ? [...entities, 'financial_report'] : entities
  return (
    <>
      <ScopeView
        entities={scopes}
        off={scopeOff}
        onSwitch={(entity) => {
          set.reset()
          setChosen(entity)
        }}
      />
      {chosen !== null && (
        <ScopeDialog
          entity={chosen}
          name={name}
          isOff={isOff}
          busy={set.isPending}
          refused={refusedBy(set.error === null ? null : toProblem(set.error), (reason) =>
            reason === 'unchanged' ? words.unchanged : undefined,
          )}
          onSubmit={(reason) =>
            set.mutate({
              entity: chosen,
              off: isOff ? scopeOff.filter((each) => each !== chosen) : [...scopeOff, chosen],
              reason,
            })
          }
          onClose={() => setChosen(null)}
        />
      )}
    </>
  )
}
