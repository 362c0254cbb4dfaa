import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { useState } from 'react'
import * as strings from '../strings/index.ts'
import { Field } from '../ui/Field.tsx'

/** A text that has to be the same; empty takes the filter off. */
export function TextOption({
  label,
  hint,
  chosen,
  maxLength,
  autoFocus,
  onChoose,
}: {
  label: string
  hint: string
  chosen: string | undefined
  maxLength: number
  autoFocus: boolean
  onChoose: (next: string | undefined) => void
}) {
  const [value, setValue] = useState(chosen ?? '')
  return (
    <Box
      component="form"
      sx={{ display: 'grid', gap: 2, p: 3, minWidth: { sm: 320 } }}
      onSubmit={(event) => {
        event.preventDefault()
        onChoose(value.trim() || undefined)
      }}
    >
      <Field
        label={label}
        hint={hint}
        value={value}
        onChange={setValue}
        maxLength={maxLength}
        autoFocus={autoFocus}
      />
      <Button type="submit" sx={{ justifySelf: 'end' }}>
        {strings.list.filters.apply}
      </Button>
    </Box>
  )
}
