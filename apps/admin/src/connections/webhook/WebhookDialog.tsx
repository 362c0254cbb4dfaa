import { FormDialog } from '../../parts/FormDialog.tsx'
import type { Refusal } from '../../parts/Refused.tsx'
import * as strings from '../../strings/index.ts'

/** Asks once more, and says what stops. */
export function WebhookDialog({
  action,
  provider,
  ...rest
}: {
  readonly action: 'replace' | 'disable' | 'delete'
  readonly provider: string
  readonly busy: boolean
  readonly refused: Refusal | null
  readonly onSubmit: () => void
  readonly onClose: () => void
}) {
  const { title, ...words } = strings.webhookSetup.asking[action]
  return <FormDialog title={title(provider)} {...words} grave={action === 'delete'} {...rest} />
}
