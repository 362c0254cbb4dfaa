import { Id } from './Id.tsx'

/** An id in a column: cut in its middle, whole on the clipboard. A press on the button does not open the row. */
export function RowId({ id, name }: { id: string; name: string }) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only keeps the button's press from the row
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys on the button do not reach the row
    <span onClick={(event) => event.stopPropagation()}>
      <Id id={id} name={name} length={18} />
    </span>
  )
}
