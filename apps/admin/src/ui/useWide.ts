import type { Theme } from '@mui/material/styles'
import useMediaQuery from '@mui/material/useMediaQuery'

const options = { noSsr: true } as const
const wide = (theme: Theme) => theme.breakpoints.up('md')

/** True where the navigation stands beside the page; below, the page is laid out for a phone. */
export const useWide = () => useMediaQuery(wide, options)
