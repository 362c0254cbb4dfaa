import Button, { type ButtonProps } from '@mui/material/Button'
import { styled } from '@mui/material/styles'
import { createLink } from '@tanstack/react-router'

/** A plain link with `sx`; its address is checked against the routes there are. */
export const TextLink = createLink(styled('a')({}))

/** How a link looks that stands by itself; one within a sentence keeps its line. */
export const linkLook = {
  color: 'accent.main',
  overflowWrap: 'anywhere',
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
} as const

/** How the way back to a list looks, above the title of what was opened from it. */
export const backLook = {
  display: 'inline-flex',
  gap: 1,
  alignItems: 'center',
  minHeight: { xs: 44, md: 24 },
  typography: 'caption',
  color: 'accent.main',
  textDecoration: 'none',
  '&:hover': { textDecoration: 'underline' },
} as const

/** A link that looks like a button. */
export const ButtonLink = createLink(function AnchorButton(props: ButtonProps<'a'>) {
  return <Button {...props} component="a" />
})
