import Button, { type ButtonProps } from '@mui/material/Button'
import Tooltip from '@mui/material/Tooltip'
import type { MouseEvent, ReactNode } from 'react'

type Props = Omit<ButtonProps, 'disabled' | 'onClick' | 'title'> & {
  readonly children: ReactNode
  /** Why it may not be pressed; null when it may. */
  readonly refusal: string | null
  readonly onClick: (event: MouseEvent) => void
  readonly hint?: string
}

/** A button that, when it may not be pressed, can still be reached and says why. */
export function GuardedButton({ refusal, onClick, hint = '', children, ...rest }: Props) {
  return (
    <Tooltip title={refusal ?? hint} describeChild>
      <Button
        {...rest}
        aria-disabled={refusal === null ? undefined : true}
        onClick={(event) => {
          event.stopPropagation()
          if (refusal === null) onClick(event)
        }}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
