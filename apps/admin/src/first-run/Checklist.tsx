import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'
import { ButtonLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { visuallyHidden } from '../ui/hidden.ts'
import { StatusShape } from '../ui/StatusShape.tsx'

const words = strings.firstRun.checklist

type Progress = 'done' | 'next' | 'later'

const shapes = { done: 'synced', next: 'waiting', later: 'pending' } as const

export interface ChecklistProps {
  /** Names of the connections there are. */
  readonly connections: readonly string[]
  readonly flows: number
  readonly loadingDemo: boolean
  readonly onDemo: () => void
}

/** From nothing to the first live sync: the steps tick themselves, and the first open one has its button. */
export function Checklist({ connections, flows, loadingDemo, onDemo }: ChecklistProps) {
  const { organization, permissions } = useSession()
  const connected = connections.length > 1
  const flowing = connected && flows > 0
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 6, maxWidth: 720 }}>
      <Typography variant="h2">{words.title}</Typography>
      <Typography sx={{ color: 'ink.soft', mb: 4 }}>{words.text}</Typography>
      <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', borderTop: 1, borderColor: 'line.border' }}>
        <Step progress="done" title={words.organization} text={words.organizationDone(organization.name)} />
        <Step
          progress={connected ? 'done' : 'next'}
          title={words.connect}
          text={connections.length === 0 ? words.connectText : words.connectDone(connections.join(', '))}
          action={
            <ButtonLink to="/connections/connect" variant="contained">
              {words.connectAction}
            </ButtonLink>
          }
        />
        <Step
          progress={flowing ? 'done' : connected ? 'next' : 'later'}
          title={words.flows}
          text={flowing ? words.flowsDone(flows) : words.flowsText}
          action={
            <ButtonLink to="/connections" variant="contained">
              {words.flowsAction}
            </ButtonLink>
          }
        />
        <Step progress={flowing ? 'next' : 'later'} title={words.first} text={words.firstText} />
      </Box>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 3,
          alignItems: 'center',
          mt: 6,
          p: 4,
          borderRadius: '8px',
          backgroundColor: 'fill.canvas',
        }}
      >
        <Box sx={{ flex: '1 1 280px' }}>
          <Typography sx={{ fontWeight: 600 }}>{words.demoTitle}</Typography>
          <Typography sx={{ color: 'ink.soft' }}>{words.demoText}</Typography>
        </Box>
        <GuardedButton
          refusal={permissions.includes('connection.configure') ? null : words.demoMayNot(organization.name)}
          onClick={() => !loadingDemo && onDemo()}
        >
          {loadingDemo ? words.demoLoading : words.demo}
        </GuardedButton>
      </Box>
    </Box>
  )
}

function Step({
  progress,
  title,
  text,
  action,
}: {
  progress: Progress
  title: string
  text: string
  action?: ReactNode
}) {
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: '1.5rem minmax(0, 1fr)',
        columnGap: 3,
        py: 3,
        borderBottom: 1,
        borderColor: 'line.border',
      }}
    >
      <Box sx={{ pt: '2px' }}>
        <StatusShape kind={shapes[progress]} />
      </Box>
      <div>
        <Typography
          variant="h3"
          component="h3"
          sx={{ color: progress === 'later' ? 'ink.quiet' : 'ink.strong' }}
        >
          {title}
          <Box component="span" sx={visuallyHidden}>
            : {words[progress]}
          </Box>
        </Typography>
        <Typography sx={{ color: 'ink.soft', overflowWrap: 'anywhere' }}>{text}</Typography>
        {progress === 'next' && action !== undefined && <Box sx={{ mt: 2 }}>{action}</Box>}
      </div>
    </Box>
  )
}
