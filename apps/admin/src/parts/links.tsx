import Button, { type ButtonProps } from '@mui/material/Button'
import { styled } from '@mui/material/styles'
import { createLink } from '@tanstack/react-router'

/** A plain link with `sx`; its address is checked against the routes there are. */
export const TextLink = createLink(styled('a')({}))

/** A link that looks like a button. */
export const ButtonLink = createLink(function AnchorButton(props: ButtonProps<'a'>) {
  return <Button {...props} component="a" />
})
