import Box from '@mui/material/Box'

/** Drawn on a 16 px square with a 1.5 px round stroke. */
const paths = {
  overview: 'M2.5 12.5h11M2.5 9.5l3-4 3 2.5 5-5.5',
  balance:
    'M8 2.500v11M5 13.500h6M2.500 5h11M4 5L2 9.500a2.200 2.200 0 004 0zM12 5l-2 4.500a2.200 2.200 0 004 0z',
  history: 'M3 4.5A6 6 0 112 8M2.5 2v3h3M8 5v3.3l2.3 1.4',
  syncs: 'M3 5.5h9.5M10 3l2.5 2.5L10 8M13 10.5H3.5M6 8l-2.5 2.5L6 13',
  arrowRight: 'M2.5 8h11M9.5 4l4 4-4 4',
  arrowLeft: 'M13.5 8h-11M6.5 4l-4 4 4 4',
  chevronDown: 'M4 6.5l4 4 4-4',
  chevronUp: 'M4 9.5l4-4 4 4',
  chevronRight: 'M6.5 4l4 4-4 4',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5l3.2 3L13 4.5',
  clock: 'M8 2a6 6 0 100 12A6 6 0 008 2zM8 4.8V8l2.2 1.4',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3',
  moon: 'M13 9.5A5.5 5.5 0 016.5 3 5.5 5.5 0 1013 9.5z',
  sun: 'M8 5.2a2.8 2.8 0 100 5.6 2.8 2.8 0 000-5.6zM8 1.5v1M8 13.5v1M1.5 8h1M13.5 8h1M3.4 3.4l.7.7M11.9 11.9l.7.7M12.6 3.4l-.7.7M4.1 11.9l-.7.7',
  screen: 'M2 3h12v8.5H2zM6 14h4M8 11.5V14',
  retry: 'M13 8a5 5 0 11-1.6-3.7M13.5 2v3h-3',
  skip: 'M4 4l5.2 4L4 12zM12 4v8',
  cancel: 'M8 2a6 6 0 100 12A6 6 0 008 2zM3.8 12.200l8.4-8.4',
  link: 'M6.5 9.500l3-3M7.5 4.500l1.200-1.200a2.800 2.800 0 014 4L11.500 8.500M8.500 11.500l-1.200 1.200a2.800 2.800 0 01-4-4L4.500 7.500',
  filter: 'M2.5 4h11M4.5 8h7M6.5 12h3',
  webhook: 'M8 2v7.5M5 6.7l3 3 3-3M2.5 10v3.5h11V10',
  more: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  dots: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  keyboard: 'M1.8 4h12.4v8H1.8zM4.3 6.6h.01M6.8 6.6h.01M9.3 6.6h.01M11.8 6.6h.01M5 9.6h6',
  signOut: 'M6.5 2.5h-4v11h4M6 8h8M11 5l3 3-3 3',
  person: 'M8 8a2.8 2.8 0 100-5.6A2.8 2.8 0 008 8zM2.8 13.8c.4-2.6 2.5-4.1 5.2-4.100s4.8 1.5 5.2 4.1',
  warning: 'M8 2.2l6.3 11.300H1.700zM8 6.600v3.200M8 11.600h.01',
  eye: 'M1.5 8S3.9 3.6 8 3.6 14.5 8 14.5 8 12.1 12.4 8 12.4 1.5 8 1.5 8zM8 6a2 2 0 100 4 2 2 0 000-4z',
  eyeOff:
    'M2.5 2.500l11 11M6.3 3.900A6 6 0 018 3.600c4.1 0 6.5 4.4 6.5 4.400a12 12 0 01-2 2.400M4 5.400A12 12 0 001.5 8s2.4 4.4 6.5 4.400a6 6 0 002.3-.4',
  switchOpen:
    'M1.500 11h3M11.500 11h3M5.500 10.200l5-4.700M4.500 11a.5.5 0 101 0 .5.5 0 00-1 0zM10.500 11a.5.5 0 101 0 .5.5 0 00-1 0z',
  power: 'M8 2v5.5M4.8 4.2a5 5 0 106.400 0',
  columns: 'M2.5 3h11v10h-11zM6.200 3v10M9.800 3v10',
  download: 'M8 2.500v7M5 6.800l3 3 3-3M3 13h10',
  bell: 'M8 2.500a3.700 3.700 0 00-3.700 3.700v2.600L3 11.200h10l-1.300-2.400V6.200A3.700 3.700 0 008 2.500zM6.800 13.500h2.400',
  help: 'M8 2a6 6 0 100 12A6 6 0 008 2zM6.300 6.300a1.700 1.700 0 113 1.100c-.8.5-1.300.9-1.300 1.700M8 11.200h.01',
  globe:
    'M8 2a6 6 0 100 12A6 6 0 008 2zM2 8h12M8 2c2 1.800 2.600 3.800 2.600 6S10 12.200 8 14c-2-1.800-2.600-3.800-2.600-6S6 3.800 8 2z',
  settings: 'M2.5 5h6M11.5 5h2M10 3.5v3M2.5 11h2M7.5 11h6M6 9.5v3',
  search: 'M7 2.500a4.5 4.5 0 100 9 4.5 4.5 0 000-9zM10.3 10.300l3.2 3.2',
} as const

export type IconName = keyof typeof paths

/** Decoration beside a word; the word carries the meaning. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
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
        fill: 'none',
        stroke: 'currentColor',
        strokeWidth: 1.5,
        strokeLinecap: 'round',
        strokeLinejoin: 'round',
      }}
    >
      <path d={paths[name]} />
    </Box>
  )
}
