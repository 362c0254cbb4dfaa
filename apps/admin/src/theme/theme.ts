import { createTheme } from '@mui/material/styles'
import type {} from '@mui/material/themeCssVarsAugmentation'
import { components } from './components.ts'
import { dark, light, type Tokens } from './tokens.ts'

declare module '@mui/material/styles' {
  interface Palette extends Omit<Tokens, 'pop'> {
    pop: string
  }
  interface PaletteOptions extends Partial<Tokens> {}
  interface TypographyVariants {
    lead: React.CSSProperties
    story: React.CSSProperties
    mono: React.CSSProperties
  }
  interface TypographyVariantsOptions {
    lead?: React.CSSProperties
    story?: React.CSSProperties
    mono?: React.CSSProperties
  }
}

declare module '@mui/material/Typography' {
  interface TypographyPropsVariantOverrides {
    lead: true
    story: true
    mono: true
    h4: false
    h5: false
    h6: false
    subtitle1: false
    subtitle2: false
    body2: false
    overline: false
  }
}

export const sans = '"IBM Plex Sans Variable", system-ui, sans-serif'
export const monospace = '"IBM Plex Mono", ui-monospace, monospace'

const palette = (tokens: Tokens) => ({
  ...tokens,
  primary: { main: tokens.accent.main, dark: tokens.accent.strong, contrastText: tokens.accent.on },
  error: { main: tokens.status.failed.main, contrastText: tokens.fill.surface },
  background: { default: tokens.fill.canvas, paper: tokens.fill.surface },
  text: { primary: tokens.ink.strong, secondary: tokens.ink.soft, disabled: tokens.ink.quiet },
  divider: tokens.line.border,
})

/** Sizes in rem, so that a reader's larger text reaches every part. */
const text = (sizePx: number, linePx: number, fontWeight = 400) => ({
  fontSize: `${sizePx / 16}rem`,
  lineHeight: `${linePx / 16}rem`,
  fontWeight,
  letterSpacing: 'normal',
})

export const theme = createTheme({
  cssVariables: { cssVarPrefix: 'syncline', colorSchemeSelector: 'data-scheme' },
  defaultColorScheme: 'light',
  colorSchemes: { light: { palette: palette(light) }, dark: { palette: palette(dark) } },
  spacing: 4,
  shape: { borderRadius: 6 },
  // 600, 900, 1200 and 1536 px at the usual size of text. Who has set larger text has less room: a layout for a smaller
  // screen is as readable to them as this one is to others.
  breakpoints: { unit: 'em', values: { xs: 0, sm: 37.5, md: 56.25, lg: 75, xl: 96 } },
  typography: {
    fontFamily: sans,
    h1: { ...text(22, 28, 600), letterSpacing: '-0.012em' },
    h2: text(14, 20, 600),
    h3: text(13, 20, 600),
    lead: text(14, 20),
    story: text(15, 24),
    body1: text(13, 20),
    body2: text(13, 20),
    button: { ...text(13, 20, 500), textTransform: 'none' },
    caption: text(12, 16),
    mono: { ...text(12, 20), fontFamily: monospace, letterSpacing: '-0.01em' },
  },
  transitions: {
    duration: {
      shortest: 120,
      shorter: 120,
      short: 120,
      standard: 120,
      complex: 120,
      enteringScreen: 120,
      leavingScreen: 120,
    },
  },
  shadows: Array.from({ length: 25 }, () => 'none') as never,
  components,
})
