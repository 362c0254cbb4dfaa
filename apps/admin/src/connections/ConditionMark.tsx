import Box from '@mui/material/Box'
import type { ReactNode } from 'react'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import type { Condition } from './condition.ts'

const words = strings.overview.connections
const count = strings.list.count

interface Look {
  readonly mark: ReactNode
  readonly colour: string
  /** Said louder than what is well. */
  readonly loud?: boolean
}

const red = 'status.failed.main'
const amber = 'status.waiting.main'
const looks: Record<Condition, Look> = {
  off: { mark: <Icon name="power" />, colour: 'status.skipped.main' },
  reconnect: { mark: <StatusShape kind="failed" />, colour: red, loud: true },
  resting: { mark: <Icon name="switchOpen" />, colour: amber, loud: true },
  down: { mark: <StatusShape kind="failed" />, colour: red, loud: true },
  degraded: { mark: <Icon name="warning" />, colour: amber, loud: true },
  failing: { mark: <StatusShape kind="failed" />, colour: red, loud: true },
  waiting: { mark: <StatusShape kind="waiting" />, colour: amber, loud: true },
  quiet: { mark: <Icon name="dots" />, colour: 'ink.soft' },
  healthy: { mark: <StatusShape kind="synced" />, colour: 'ink.soft' },
}

/** How a connection is, in shape, colour and word. @param failed how many syncs failed in the last day */
export function ConditionMark({ condition, failed }: { condition: Condition; failed: number }) {
  const { mark, colour, loud } = looks[condition]
  return (
    <Box
      component="span"
      sx={{
        display: 'flex',
        gap: '6px',
        alignItems: 'center',
        whiteSpace: 'nowrap',
        color: colour,
        fontWeight: loud ? 500 : 400,
      }}
    >
      {mark}
      {condition === 'failing' ? words.failing(count(failed)) : words[condition]}
    </Box>
  )
}
