import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type FormEvent, type ReactNode, useId } from 'react'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'

export interface AskFormProps {
  readonly title: string
  readonly text: string
  /** The fields. */
  readonly children: ReactNode
  readonly submit: string
  /** Why it can’t be asked; null when it can. */
  readonly refusal: string | null
  readonly refused: Refusal | null
  /** What was answered. */
  readonly answer: ReactNode
  readonly onAsk: () => void
}

/** A question that is asked at once: its fields, and the answer beneath. */
export function AskForm({ title, text, children, submit, refusal, refused, answer, onAsk }: AskFormProps) {
  const titleId = useId()
  return (
    <Box
      component="form"
      aria-labelledby={titleId}
      noValidate
      autoComplete="off"
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        onAsk()
      }}
      sx={{ display: 'grid', gap: 3 }}
    >
      <div>
        <Typography variant="h3" id={titleId}>
          {title}
        </Typography>
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {text}
        </Typography>
      </div>
      {children}
      <div>
        <GuardedButton type="submit" refusal={refusal} onClick={() => {}}>
          {submit}
        </GuardedButton>
      </div>
      {refused !== null && <Refused {...refused} />}
      {answer}
    </Box>
  )
}
