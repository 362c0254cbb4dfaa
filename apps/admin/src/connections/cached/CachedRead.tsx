import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { explain } from '@syncline/domain/error'
import type { CachedEntryView, CachedReadView } from '@syncline/domain/view'
import { type FormEvent, type ReactNode, useState } from 'react'
import { Time } from '../../parts/Time.tsx'
import * as strings from '../../strings/index.ts'
import { duration } from '../../time/format.ts'
import { Choice } from '../../ui/Choice.tsx'
import { Field } from '../../ui/Field.tsx'
import { GuardedButton } from '../../ui/GuardedButton.tsx'
import type { ChoiceOffered } from './choices.ts'

const words = strings.cached

/** A read as people call it. */
export const nameOf = (name: string): string => words.names[name] ?? name

interface CachedReadProps {
  readonly read: CachedReadView
  readonly provider: string
  readonly disabled: boolean
  /** What may be named; null where it is typed, or there is nothing to name. */
  readonly choices: readonly ChoiceOffered[] | null
  readonly busy: boolean
  readonly onAsk: (about: string) => void
  /** The answer, once it is asked for. */
  readonly children: ReactNode
}

/** One read: what is kept of it, how old that is, and a button that shows it. */
export function CachedRead(props: CachedReadProps) {
  const { read, provider, disabled, choices, busy, onAsk, children } = props
  const { name, lifeMs, about, entries } = read
  const [typed, setTyped] = useState('')
  // What is kept can be shown also while nothing is asked.
  const refusal = disabled && entries.length === 0 ? words.isOff : null
  const ask = () => {
    if (!busy && refusal === null && (about === null || typed !== ''))
      onAsk(about === null ? '' : typed.trim())
  }
  return (
    <Box component="li" sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
      <div>
        <Typography variant="h3">{nameOf(name)}</Typography>
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet' }}>
          {words.life(duration(lifeMs))}
        </Typography>
      </div>
      {entries.length === 0 ? (
        <Typography sx={{ color: 'ink.soft' }}>{words.none}</Typography>
      ) : (
        <Box component="ul" sx={{ display: 'grid', gap: 1 }}>
          {entries.map((entry) => (
            <Entry key={entry.about} entry={entry} provider={provider} />
          ))}
        </Box>
      )}
      <Box
        component="form"
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          ask()
        }}
        sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'end' }}
      >
        {about !== null && (
          <Box sx={{ flex: '1 1 240px', minWidth: 0 }}>
            {choices === null ? (
              <Field
                label={strings.told(about.title)}
                value={typed}
                onChange={setTyped}
                hint={about.example}
                maxLength={100}
              />
            ) : (
              <Choice
                label={strings.told(about.title)}
                value={typed}
                options={[
                  { value: '', label: words.choose },
                  ...choices.map((each) => ({ value: each.id, label: each.name })),
                ]}
                onChange={setTyped}
              />
            )}
          </Box>
        )}
        <GuardedButton
          refusal={refusal}
          onClick={ask}
          aria-label={busy ? undefined : words.showNamed(nameOf(name))}
        >
          {busy ? words.showing : words.show}
        </GuardedButton>
      </Box>
      {children}
    </Box>
  )
}

function Entry({ entry, provider }: { entry: CachedEntryView; provider: string }) {
  const { about, sizeBytes, readAt, isStale, failure } = entry
  return (
    <li>
      <Box sx={{ overflowWrap: 'anywhere' }}>
        {words.entry(about, sizeBytes)}
        {readAt !== null && (
          <>
            {' · '}
            {words.asked} <Time at={readAt} />
          </>
        )}
        {isStale && ` · ${words.stale}`}
      </Box>
      {failure !== null && (
        <Typography variant="caption" component="p" sx={{ color: 'status.failed.main' }}>
          {words.gaveNone(explain(failure, provider).sentence)}
        </Typography>
      )}
    </li>
  )
}
