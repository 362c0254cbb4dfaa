import type { ConnectionSlot } from '@syncline/domain/view'

const slotMs = 30 * 60_000
const slots = 48

export type SlotLook = 'through' | 'waited' | 'failed' | 'nothing'
export type Health = 'healthy' | 'failing' | 'waiting' | 'quiet'

export interface Strip {
  readonly looks: readonly SlotLook[]
  readonly health: Health
  readonly through: number
  readonly waited: number
  readonly failed: number
}

const lookOf = ({ failed, waited, through }: ConnectionSlot): SlotLook =>
  failed > 0 ? 'failed' : waited > 0 ? 'waited' : through > 0 ? 'through' : 'nothing'

/** A day of a connection in half hours, the last one being now. The newest that had anything says how it is. */
export function stripOf(counted: readonly ConnectionSlot[], nowMs: number): Strip {
  const end = Math.ceil(nowMs / slotMs) * slotMs
  const at = new Map(counted.map((slot) => [Date.parse(slot.at), slot]))
  const shown = Array.from({ length: slots }, (_, index) => at.get(end - (slots - index) * slotMs))
  const looks = shown.map((slot) => (slot === undefined ? 'nothing' : lookOf(slot)))
  const sum = (what: 'through' | 'waited' | 'failed') =>
    shown.reduce((total, slot) => total + (slot?.[what] ?? 0), 0)
  const newest = looks.findLast((look) => look !== 'nothing')
  const health =
    newest === undefined
      ? 'quiet'
      : newest === 'failed'
        ? 'failing'
        : newest === 'waited'
          ? 'waiting'
          : 'healthy'
  return { looks, health, through: sum('through'), waited: sum('waited'), failed: sum('failed') }
}
