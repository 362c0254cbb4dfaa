import FormControl from '@mui/material/FormControl'
import FormLabel from '@mui/material/FormLabel'
import NativeSelect from '@mui/material/NativeSelect'
import OutlinedInput from '@mui/material/OutlinedInput'
import { useId } from 'react'
import { visuallyHidden } from './hidden.ts'

/** One of a few, chosen with the browser's own list, its label above. */
export function Choice<Value extends string>({
  label,
  value,
  options,
  disabled = false,
  labelHidden = false,
  onChange,
}: {
  label: string
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  disabled?: boolean
  /** Where what stands beside it says it already. */
  labelHidden?: boolean
  onChange: (value: Value) => void
}) {
  const id = useId()
  return (
    <FormControl fullWidth disabled={disabled}>
      <FormLabel htmlFor={id} sx={labelHidden ? visuallyHidden : { mb: 1 }}>
        {label}
      </FormLabel>
      <NativeSelect
        input={<OutlinedInput />}
        inputProps={{ id }}
        value={value}
        onChange={(event) => onChange(event.target.value as Value)}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </NativeSelect>
    </FormControl>
  )
}
