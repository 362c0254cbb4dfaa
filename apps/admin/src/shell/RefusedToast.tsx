import IconButton from '@mui/material/IconButton'
import { type Refusal, Refused } from '../parts/Refused.tsx'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'

/** A refusal with its id, and the cross that takes it away. */
export default function RefusedToast({ refusal, onClose }: { refusal: Refusal; onClose: () => void }) {
  return (
    <>
      <Refused {...refusal} />
      <IconButton aria-label={strings.shell.close} onClick={onClose}>
        <Icon name="close" />
      </IconButton>
    </>
  )
}
