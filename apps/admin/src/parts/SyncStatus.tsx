import type { SyncFace } from '@syncline/domain/sync'
import * as strings from '../strings/index.ts'
import { Status } from '../ui/Status.tsx'

export function SyncStatus({
  face,
  short = false,
  plain = false,
}: {
  face: SyncFace
  short?: boolean
  plain?: boolean
}) {
  const label = short && face === 'unknown' ? strings.syncs.shortUnknown : strings.syncs.faces[face]
  return <Status kind={face} label={label} plain={plain} />
}
