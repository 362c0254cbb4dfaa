import type { ListName, SavedView } from '@syncline/domain/view'
import { useMutation } from '@tanstack/react-query'
import { useApi } from '../api/context.tsx'
import { toProblem } from '../api/problem.ts'
import { useToast } from '../shell/toast.tsx'
import * as strings from '../strings/index.ts'
import { RemoveViewDialog } from './RemoveViewDialog.tsx'
import { SaveViewDialog } from './SaveViewDialog.tsx'

const words = strings.viewForm

/** Names what is on screen and keeps it for everybody, or takes a view away. */
export default function ViewDialogs({
  list,
  address,
  leaving,
  onClose,
}: {
  list: ListName
  address: string
  /** The view to take away; null to save what is on screen. */
  leaving: SavedView | null
  onClose: () => void
}) {
  const api = useApi()
  const toast = useToast()
  const done = async (said: string) => {
    await api.queries.invalidateQueries({ queryKey: ['views'] })
    onClose()
    toast(said)
  }
  const save = useMutation({
    mutationFn: (name: string) => api.client.view.save.mutate({ list, name, address }),
    onSuccess: (_, name) => done(words.saved(name)),
  })
  const remove = useMutation({
    mutationFn: ({ viewId }: SavedView) => api.client.view.remove.mutate({ viewId }),
    onSuccess: (_, { name }) => done(words.removed(name)),
  })
  if (leaving !== null)
    return (
      <RemoveViewDialog
        name={leaving.name}
        busy={remove.isPending}
        problem={remove.error === null ? null : toProblem(remove.error)}
        onSubmit={() => remove.mutate(leaving)}
        onClose={onClose}
      />
    )
  return (
    <SaveViewDialog
      list={list}
      busy={save.isPending}
      problem={save.error === null ? null : toProblem(save.error)}
      onSubmit={(name) => save.mutate(name)}
      onClose={onClose}
    />
  )
}
