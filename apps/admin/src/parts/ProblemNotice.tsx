import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { ReactNode } from 'react'
import type { Problem } from '../api/problem.ts'
import * as strings from '../strings/index.ts'
import { Icon } from '../ui/Icon.tsx'
import { Notice } from '../ui/Notice.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { Id } from './Id.tsx'

/** A page that could not be shown: sentence, remedy, the id to quote, and the way on. */
export function ProblemNotice({
  title,
  level = 'h2',
  problem,
  onRetry,
  action,
}: {
  title: string
  level?: 'h1' | 'h2'
  problem: Problem
  onRetry?: () => void
  action?: ReactNode
}) {
  return (
    <Box role="alert">
      <Notice
        mark={<StatusShape kind="failed" size={24} />}
        title={title}
        level={level}
        action={
          <>
            {onRetry && (
              <Button variant="contained" startIcon={<Icon name="retry" />} onClick={onRetry}>
                {strings.shell.tryAgain}
              </Button>
            )}
            {action}
          </>
        }
      >
        {problem.sentence} {problem.remedy}
        {problem.errorId !== null && <ErrorId id={problem.errorId} />}
      </Notice>
    </Box>
  )
}

/** The id to quote, on a line of its own; it stands as the text around it does. */
export function ErrorId({ id }: { id: string }) {
  return (
    <Box component="span" sx={{ display: 'block', mt: 2 }}>
      <Box
        component="span"
        sx={{
          display: 'inline-flex',
          gap: 2,
          alignItems: 'center',
          typography: 'caption',
          color: 'ink.quiet',
        }}
      >
        {strings.shell.problem.quote}
        <Id id={id} name={strings.shell.problem.quote} length={24} />
      </Box>
    </Box>
  )
}
