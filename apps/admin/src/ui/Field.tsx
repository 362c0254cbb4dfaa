import FormControl from '@mui/material/FormControl'
import FormHelperText from '@mui/material/FormHelperText'
import FormLabel from '@mui/material/FormLabel'
import OutlinedInput, { type OutlinedInputProps } from '@mui/material/OutlinedInput'
import { type ReactNode, type Ref, useId } from 'react'

interface Props {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly type?: string
  readonly name?: string
  readonly autoComplete?: string
  readonly autoFocus?: boolean
  readonly hint?: string
  /** Said in place of the hint when the value won't do. */
  readonly error?: string | null
  readonly multiline?: boolean
  readonly maxLength?: number
  readonly inputRef?: Ref<HTMLInputElement | HTMLTextAreaElement>
  readonly end?: ReactNode
  readonly inputMode?: 'email'
}

/** A field with its label above and its hint or error below, tied to it for those who listen. */
export function Field({
  label,
  value,
  onChange,
  hint,
  error = null,
  end,
  maxLength,
  inputMode,
  ...rest
}: Props) {
  const id = useId()
  const below = error ?? hint
  const input: OutlinedInputProps = {
    ...rest,
    id,
    value,
    endAdornment: end,
    minRows: 3,
    onChange: (event) => onChange(event.target.value),
    slotProps: {
      input: {
        maxLength,
        inputMode,
        'aria-describedby': below === undefined ? undefined : `${id}-below`,
      },
    },
  }
  return (
    <FormControl fullWidth error={error !== null}>
      <FormLabel htmlFor={id} sx={{ mb: 1 }}>
        {label}
      </FormLabel>
      <OutlinedInput {...input} />
      {below !== undefined && <FormHelperText id={`${id}-below`}>{below}</FormHelperText>}
    </FormControl>
  )
}
