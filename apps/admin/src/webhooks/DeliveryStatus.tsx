import type { DeliveryStatus as Name } from '@syncline/domain/webhook'
import * as strings from '../strings/index.ts'
import { Status } from '../ui/Status.tsx'
import type { StatusKind } from '../ui/StatusShape.tsx'

export const statusKinds: Record<Name, StatusKind> = {
  received: 'pending',
  routed: 'synced',
  ignored: 'skipped',
  quarantined: 'quarantined',
}

export function DeliveryStatus({ status, plain = false }: { status: Name; plain?: boolean }) {
  return <Status kind={statusKinds[status]} label={strings.webhooks.statuses[status]} plain={plain} />
}
