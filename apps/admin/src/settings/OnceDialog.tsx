import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import Typography from '@mui/material/Typography'
import { type ReactNode, useId } from 'react'
import { CopyButton } from '../parts/CopyButton.tsx'

export interface OnceValue {
  /** What it is: above it where there are several, and for the copy button. */
  readonly label: string
  readonly value: string
}

export interface OnceDialogProps {
  readonly title: string
  readonly text: string
  readonly values: readonly OnceValue[]
  /** The same for a camera. */
  readonly picture?: ReactNode
  readonly done: string
  readonly onClose: () => void
}

/** Something that is shown this once, and left only by a button that says so. */
export function OnceDialog({ title, text, values, picture, done, onClose }: OnceDialogProps) {
  const titleId = useId()
  const textId = useId()
  return (
    <Dialog open aria-labelledby={titleId} aria-describedby={textId}>
      <DialogTitle id={titleId}>{title}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 4 }}>
        <Typography id={textId} sx={{ color: 'ink.soft' }}>
          {text}
        </Typography>
        {picture}
        {values.map((one) => (
          <div key={one.label}>
            {values.length > 1 && <Typography sx={{ mb: 1, fontWeight: 500 }}>{one.label}</Typography>}
            <Shown {...one} />
          </div>
        ))}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={onClose}>
          {done}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function Shown({ label, value }: OnceValue) {
  return (
    <Box
      sx={{
        display: 'flex',
        gap: 2,
        alignItems: 'center',
        p: 3,
        borderRadius: '6px',
        backgroundColor: 'fill.sunken',
      }}
    >
      <Typography
        variant="mono"
        sx={{ flex: 1, overflowWrap: 'anywhere', whiteSpace: 'pre-line', userSelect: 'all' }}
      >
        {value}
      </Typography>
      <CopyButton text={value} name={label} />
    </Box>
  )
}
