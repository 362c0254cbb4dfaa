/** A view or filter in the row of the phone. */
export const chip = {
  borderColor: 'line.border',
  fontWeight: 400,
  color: 'ink.soft',
  '& b': { fontWeight: 500, color: 'ink.strong' },
} as const
/** The one that is on. */
export const chosenChip = {
  ...chip,
  borderColor: 'transparent',
  backgroundColor: 'accent.wash',
  color: 'accent.strong',
  '& b': { color: 'inherit', fontWeight: 500 },
} as const
