import type { Components, CssVarsTheme, Theme } from '@mui/material/styles'
import { forcedColours as forced } from '../ui/drawn.ts'

type Parts = Components<Omit<Theme, 'components' | 'palette'> & CssVarsTheme>

/** Where the reader's own colours stand in place of ours, what only a colour would show gets one. */
const edge = { border: '1px solid' }

const focusRing = {
  outline: '2px solid var(--syncline-palette-accent-main)',
  outlineOffset: 2,
}

const baseline: NonNullable<Parts['MuiCssBaseline']> = {
  styleOverrides: (theme) => ({
    'html, body': { height: '100%' },
    // What gets the focus is not hidden under the bars that stay in place. Margins of what is in the page, not a
    // padding of the page: that would also scroll it for what floats above, such as menus.
    'main, main :is(a, button, input, tr, pre)': { scrollMarginBlock: '90px 64px' },
    body: {
      fontVariantNumeric: 'tabular-nums',
      WebkitFontSmoothing: 'antialiased',
      backgroundColor: theme.vars.palette.fill.canvas,
    },
    'h1, h2, h3, p, ul, ol, dl, dd, figure, pre': { margin: 0, padding: 0 },
    'ul, ol': { listStyle: 'none' },
    ':focus-visible': focusRing,
    '@keyframes syncline-turn': { to: { transform: 'rotate(360deg)' } },
    '@media (prefers-reduced-motion: reduce)': {
      '*, *::before, *::after': {
        animationDuration: '0s !important',
        animationIterationCount: '1 !important',
        transitionDuration: '0s !important',
        scrollBehavior: 'auto !important',
      },
    },
    // On paper a page is what it says: nothing that stands around it, and nothing to press.
    '@media print': {
      'nav, header, [role="toolbar"], #root main button, #root main a.MuiButton-root, #root main [role="group"]:has(> button)':
        {
          display: 'none !important',
        },
      '#root div:has(> nav)': { display: 'block !important' },
      'tr, figure, section': { breakInside: 'avoid' },
    },
  }),
}

const buttons: Parts = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true, disableTouchRipple: true },
    styleOverrides: { root: { '&.Mui-focusVisible': focusRing } },
  },
  MuiButton: {
    defaultProps: { disableElevation: true, variant: 'outlined', color: 'inherit' },
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 32,
        minWidth: 0,
        padding: '3px 11px',
        gap: 6,
        whiteSpace: 'nowrap',
        flex: 'none',
        color: theme.vars.palette.ink.strong,
        '& .MuiButton-startIcon, & .MuiButton-endIcon': { margin: 0 },
        '&.Mui-disabled, &[aria-disabled="true"]': {
          color: theme.vars.palette.ink.quiet,
          backgroundColor: theme.vars.palette.fill.sunken,
          borderColor: 'transparent',
          cursor: 'not-allowed',
        },
        [theme.breakpoints.down('md')]: { minHeight: 44 },
        variants: [
          {
            props: { variant: 'outlined' },
            style: {
              borderColor: theme.vars.palette.line.border,
              backgroundColor: theme.vars.palette.fill.surface,
              '&:hover': { backgroundColor: theme.vars.palette.fill.hover },
            },
          },
          {
            props: { variant: 'contained' },
            style: {
              color: theme.vars.palette.accent.on,
              backgroundColor: theme.vars.palette.accent.main,
              '&:hover': { backgroundColor: theme.vars.palette.accent.strong },
              [forced]: edge,
            },
          },
          {
            props: { variant: 'text' },
            style: {
              color: theme.vars.palette.accent.main,
              padding: '4px 8px',
              '&:hover': { backgroundColor: theme.vars.palette.fill.sunken },
              '&[aria-disabled="true"]': { backgroundColor: 'transparent' },
            },
          },
          {
            props: { variant: 'outlined', color: 'error' },
            style: { color: theme.vars.palette.status.failed.main },
          },
          {
            props: { variant: 'contained', color: 'error' },
            style: {
              color: theme.vars.palette.fill.surface,
              backgroundColor: theme.vars.palette.status.failed.main,
              '&:hover': { backgroundColor: theme.vars.palette.status.failed.main },
            },
          },
          { props: { size: 'small' }, style: { minHeight: 28, padding: '1px 9px' } },
        ],
      }),
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        width: '2rem',
        height: '2rem',
        padding: 0,
        borderRadius: 6,
        color: theme.vars.palette.ink.soft,
        '&:hover': { backgroundColor: theme.vars.palette.fill.sunken },
        [theme.breakpoints.down('md')]: { width: '2.75rem', height: '2.75rem' },
        variants: [
          {
            props: { size: 'small' },
            style: {
              width: '1.5rem',
              height: '1.5rem',
              [theme.breakpoints.down('md')]: { width: '2rem', height: '2rem' },
            },
          },
        ],
      }),
    },
  },
}

const surfaces: Parts = {
  MuiPaper: { defaultProps: { variant: 'outlined' } },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({
        borderRadius: 8,
        boxShadow: theme.vars.palette.pop,
        width: 480,
        // What a form asks scrolls; its title and its buttons stay in sight.
        '& > form': { display: 'flex', flexDirection: 'column', minHeight: 0 },
        [theme.breakpoints.down('sm')]: { margin: 12, width: 'calc(100% - 24px)' },
      }),
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: ({ theme }) => ({ ...theme.typography.h1, fontSize: '1rem', padding: '20px 24px 4px' }),
    },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: '4px 24px 16px' } } },
  MuiDialogActions: {
    styleOverrides: {
      root: { padding: '12px 24px 20px', gap: 8, '& > :not(style) ~ :not(style)': { margin: 0 } },
    },
  },
  MuiBackdrop: {
    styleOverrides: {
      root: {
        variants: [{ props: { invisible: false }, style: { backgroundColor: 'rgb(10 14 13 / 0.32)' } }],
      },
    },
  },
  MuiPopover: {
    styleOverrides: {
      paper: ({ theme }) => ({ borderRadius: 8, marginTop: 4, boxShadow: theme.vars.palette.pop }),
    },
  },
  MuiMenu: { styleOverrides: { list: { padding: 4 } } },
  MuiMenuItem: {
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.body1,
        minHeight: 32,
        padding: '4px 8px',
        gap: 8,
        borderRadius: 4,
        '&:hover, &.Mui-focusVisible': { backgroundColor: theme.vars.palette.fill.sunken },
        '&.Mui-selected, &.Mui-selected:hover, &.Mui-selected.Mui-focusVisible': {
          backgroundColor: theme.vars.palette.accent.wash,
          color: theme.vars.palette.accent.strong,
        },
        '&.Mui-focusVisible': { ...focusRing, outlineOffset: -2 },
        [theme.breakpoints.down('md')]: { minHeight: 44 },
      }),
    },
  },
  MuiDrawer: {
    styleOverrides: { paper: ({ theme }) => ({ boxShadow: theme.vars.palette.pop, border: 0 }) },
  },
  MuiTooltip: {
    defaultProps: { enterDelay: 300, enterTouchDelay: 200 },
    styleOverrides: {
      tooltip: ({ theme }) => ({
        ...theme.typography.caption,
        backgroundColor: theme.vars.palette.ink.strong,
        color: theme.vars.palette.fill.surface,
        borderRadius: 6,
        padding: '6px 10px',
        maxWidth: 320,
        [forced]: edge,
      }),
    },
  },
  MuiSkeleton: {
    defaultProps: { animation: false, variant: 'rounded' },
    styleOverrides: {
      root: ({ theme }) => ({ backgroundColor: theme.vars.palette.fill.sunken, [forced]: edge }),
    },
  },
  MuiLinearProgress: {
    styleOverrides: {
      root: { [forced]: edge },
      bar: { [forced]: { forcedColorAdjust: 'none', backgroundColor: 'Highlight' } },
    },
  },
}

const fields: Parts = {
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.body1,
        backgroundColor: theme.vars.palette.fill.surface,
        '& .MuiOutlinedInput-notchedOutline': { borderColor: theme.vars.palette.line.edge },
        '&:hover .MuiOutlinedInput-notchedOutline': { borderColor: theme.vars.palette.ink.soft },
        '&.Mui-focused .MuiOutlinedInput-notchedOutline': { borderColor: theme.vars.palette.accent.main },
        '&.MuiInputBase-multiline': { padding: '6px 10px' },
        [forced]: { '&.Mui-focused': { outline: '2px solid Highlight', outlineOffset: 2 } },
        [theme.breakpoints.down('md')]: { fontSize: '1rem' },
      }),
      input: ({ theme }) => ({
        height: 20,
        padding: '6px 10px',
        // The frame itself is the focus mark.
        '&:focus-visible': { outline: 'none' },
        [theme.breakpoints.down('md')]: { height: 24, padding: '10px 12px' },
        'textarea&': { height: 'auto', padding: 0 },
      }),
    },
  },
  MuiFormLabel: {
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.body1,
        fontWeight: 500,
        color: theme.vars.palette.ink.strong,
        '&.Mui-focused, &.Mui-error': { color: theme.vars.palette.ink.strong },
      }),
    },
  },
  MuiFormHelperText: {
    styleOverrides: {
      root: ({ theme }) => ({
        ...theme.typography.caption,
        margin: '4px 0 0',
        color: theme.vars.palette.ink.quiet,
        '&.Mui-error': { color: theme.vars.palette.status.failed.main },
      }),
    },
  },
  MuiCheckbox: {
    styleOverrides: {
      root: ({ theme }) => ({ padding: 4, color: theme.vars.palette.line.edge, '& svg': { fontSize: 18 } }),
    },
  },
  MuiSwitch: {
    defaultProps: { size: 'small' },
    styleOverrides: {
      track: { [forced]: { ...edge, opacity: 1 } },
      thumb: { [forced]: { forcedColorAdjust: 'none', backgroundColor: 'ButtonText' } },
    },
  },
  MuiLink: { defaultProps: { underline: 'hover' } },
}

/** Looks live here; pages use `sx` for layout only. */
export const components: Parts = { MuiCssBaseline: baseline, ...buttons, ...surfaces, ...fields }
