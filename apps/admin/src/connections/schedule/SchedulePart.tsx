import { providerTitles } from '@syncline/domain/connection'
import type { ConnectionView } from '@syncline/domain/view'
import { toProblem } from '../../api/problem.ts'
import { useToast } from '../../shell/toast.tsx'
import * as strings from '../../strings/index.ts'
import { ScheduleStepView, ScheduleView } from './ScheduleView.tsx'
import { useSchedule } from './useSchedule.ts'

const words = strings.schedule

/** When what flows through a connection is read again by itself. */
export function SchedulePart({ connection: { connectionId, provider } }: { connection: ConnectionView }) {
  const toast = useToast()
  const { known, form } = useSchedule(connectionId, () => toast(words.saved))
  return (
    <ScheduleView
      provider={providerTitles[provider]}
      state={
        known.data
          ? { kind: 'ready', known: known.data }
          : known.error
            ? { kind: 'error', problem: toProblem(known.error), onRetry: () => void known.refetch() }
            : { kind: 'loading' }
      }
      form={form}
    />
  )
}

/** The same while connecting: it may be left for later. */
export function ScheduleStep({
  connection: { connectionId, schedule },
  onDone,
}: {
  connection: Pick<ConnectionView, 'connectionId' | 'schedule'>
  onDone: () => void
}) {
  const { form } = useSchedule(connectionId, onDone)
  return <ScheduleStepView schedule={schedule} {...form} onSkip={onDone} />
}
