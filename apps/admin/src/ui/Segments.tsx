import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'

/** A choice between a few views, all in sight. */
export function Segments<Value extends string>({
  label,
  value,
  options,
  tall = false,
  onChange,
}: {
  label: string
  value: Value
  options: readonly { readonly value: Value; readonly label: string }[]
  /** As high as the buttons it stands beside. */
  tall?: boolean
  onChange: (value: Value) => void
}) {
  return (
    <Box
      role="group"
      aria-label={label}
      sx={{
        display: 'inline-flex',
        width: 'fit-content',
        border: 1,
        borderColor: 'line.border',
        borderRadius: '6px',
      }}
    >
      {options.map((option, index) => (
        <ButtonBase
          key={option.value}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          sx={{
            typography: 'caption',
            minHeight: { xs: tall ? 42 : 36, md: tall ? 30 : 24 },
            px: 2,
            borderRadius: '5px',
            borderLeft: index === 0 ? 0 : 1,
            borderColor: 'line.border',
            color: option.value === value ? 'accent.strong' : 'ink.soft',
            fontWeight: option.value === value ? 600 : 400,
            backgroundColor: option.value === value ? 'accent.wash' : 'transparent',
          }}
        >
          {option.label}
        </ButtonBase>
      ))}
    </Box>
  )
}
