import Box from '@mui/material/Box'
import { Fragment, type ReactNode } from 'react'
import { twoLines } from '../ui/hidden.ts'
import { Icon } from '../ui/Icon.tsx'

/** One box of a chain from cause to effect. */
export interface ChainStep {
  readonly key: string
  readonly over: string
  readonly title: ReactNode
  readonly below: ReactNode
  readonly look?: 'here' | 'bad' | 'open'
}

const looks = {
  plain: { borderColor: 'line.border' },
  here: { borderColor: 'accent.main', backgroundColor: 'accent.wash' },
  bad: { borderColor: 'status.failed.main', borderStyle: 'dashed' },
  open: { borderColor: 'status.unknown.main', borderStyle: 'dashed' },
} as const

/** What led to what, step by step. */
export function ChainSteps({ steps }: { steps: readonly ChainStep[] }) {
  return (
    <Box
      component="ol"
      sx={{ display: 'flex', alignItems: 'stretch', flexDirection: { xs: 'column', sm: 'row' }, gap: 1 }}
    >
      {steps.map((link, index) => (
        <Fragment key={link.key}>
          {index > 0 && (
            <Box
              component="li"
              aria-hidden
              sx={{
                alignSelf: 'center',
                color: 'ink.quiet',
                transform: { xs: 'rotate(90deg)', sm: 'none' },
              }}
            >
              <Icon name="chevronRight" />
            </Box>
          )}
          <Box
            component="li"
            sx={{
              flex: '1 1 0',
              minWidth: 0,
              px: 3,
              py: 2,
              border: 1,
              borderRadius: '8px',
              ...looks[link.look ?? 'plain'],
            }}
          >
            <Box sx={{ typography: 'caption', color: 'ink.quiet' }}>{link.over}</Box>
            <Box
              {...(typeof link.title === 'string' && { title: link.title })}
              sx={{ fontWeight: 500, ...twoLines }}
            >
              {link.title}
            </Box>
            <Box sx={{ typography: 'caption', color: 'ink.soft', minHeight: 18 }}>{link.below}</Box>
          </Box>
        </Fragment>
      ))}
    </Box>
  )
}
