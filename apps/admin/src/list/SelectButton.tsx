import Button from '@mui/material/Button'
import * as strings from '../strings/index.ts'

const words = strings.list.selection

/** Shows the boxes to tick on a phone, or takes them and what is ticked away. */
export function SelectButton({
  selecting,
  onSelecting,
  onNothing,
}: {
  selecting: boolean
  onSelecting: (selecting: boolean) => void
  onNothing: () => void
}) {
  return (
    <Button
      variant="text"
      aria-pressed={selecting}
      onClick={() => {
        if (selecting) onNothing()
        onSelecting(!selecting)
      }}
    >
      {selecting ? words.done : words.select}
    </Button>
  )
}
