import Box from '@mui/material/Box'
import type { ReactNode } from 'react'

export type StatusKind =
  | 'pending'
  | 'syncing'
  | 'synced'
  | 'waiting'
  | 'failed'
  | 'unknown'
  | 'skipped'
  | 'cancelled'
  | 'quarantined'

const line = {
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
} as const
/** The mark cut out of a filled shape. */
const cut = { ...line, stroke: 'var(--syncline-palette-fill-surface)' } as const

/** Each state has an outline of its own, so that it can be told without colour. */
const shapes: Record<StatusKind, ReactNode> = {
  pending: (
    <circle
      {...line}
      cx="8"
      cy="8"
      r="5.2"
      strokeWidth="1.6"
      strokeDasharray="2.2 2.1"
      strokeLinecap="butt"
    />
  ),
  syncing: (
    <>
      <circle {...line} cx="8" cy="8" r="5.2" strokeWidth="1.8" opacity="0.28" />
      <path {...line} className="turns" d="M8 2.8A5.2 5.2 0 0 1 13.2 8" strokeWidth="2" />
      <circle cx="8" cy="8" r="1.7" fill="currentColor" />
    </>
  ),
  synced: <path {...line} d="M3 8.6l3.3 3.2L13 4.6" strokeWidth="2" />,
  waiting: (
    <>
      <path
        {...line}
        d="M4.2 2.3h7.6M4.2 13.7h7.6M5 2.5c0 3.2 2.3 3.7 2.3 5.5S5 10.3 5 13.5M11 2.5c0 3.2-2.3 3.7-2.3 5.5S11 10.3 11 13.5"
        strokeWidth="1.5"
      />
      <path d="M6 13.2h4c-.2-1.3-1-2.1-2-2.1s-1.8.8-2 2.1z" fill="currentColor" />
    </>
  ),
  failed: (
    <>
      <path d="M5.3 1.5h5.4l3.8 3.8v5.4l-3.8 3.8H5.3l-3.8-3.8V5.3z" fill="currentColor" />
      <path {...cut} d="M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6" strokeWidth="1.7" />
    </>
  ),
  unknown: (
    <>
      <path d="M8 .8L15.2 8 8 15.2.8 8z" fill="currentColor" />
      <path
        {...cut}
        d="M6.3 6.6c.1-1 .8-1.6 1.8-1.6 1.1 0 1.8.6 1.8 1.5 0 1.2-1.7 1.3-1.7 2.6M8.2 11h.01"
        strokeWidth="1.5"
      />
    </>
  ),
  skipped: (
    <>
      <path d="M3.3 4l5.2 4-5.2 4z" fill="currentColor" />
      <path {...line} d="M11.8 4v8" strokeWidth="1.9" />
    </>
  ),
  cancelled: (
    <>
      <circle {...line} cx="8" cy="8" r="5.4" strokeWidth="1.6" />
      <path {...line} d="M4.3 11.7l7.4-7.4" strokeWidth="1.6" strokeLinecap="butt" />
    </>
  ),
  quarantined: (
    <>
      <path
        {...line}
        d="M8 1.8l5.2 1.9v4c0 3.2-2.2 5.4-5.2 6.5-3-1.1-5.2-3.3-5.2-6.500v-4z"
        strokeWidth="1.5"
      />
      <path {...line} d="M5.6 7.800h4.8" strokeWidth="1.6" />
    </>
  ),
}

/** `still` for what is told of the past: it does not turn. */
export function StatusShape({
  kind,
  size = 16,
  still = false,
}: {
  kind: StatusKind
  size?: number
  still?: boolean
}) {
  return (
    <Box
      component="svg"
      viewBox="0 0 16 16"
      aria-hidden
      focusable={false}
      sx={{
        width: `${size / 16}rem`,
        height: `${size / 16}rem`,
        flex: 'none',
        display: 'block',
        color: `status.${kind}.main`,
        ...(!still && {
          '& .turns': { transformOrigin: '8px 8px', animation: 'syncline-turn 1.4s linear infinite' },
        }),
        // In forced colours the cut-out mark takes the page's own colour and stays visible.
        '@media (forced-colors: active)': { color: 'CanvasText' },
      }}
    >
      {shapes[kind]}
    </Box>
  )
}
