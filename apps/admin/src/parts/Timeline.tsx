import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import type { TimelineEntry } from '@syncline/domain/view'
import { useId, useRef } from 'react'
import { useKeys } from '../shell/keys.tsx'
import * as strings from '../strings/index.ts'
import { Code } from '../ui/Code.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { Segments } from '../ui/Segments.tsx'
import { StatusShape } from '../ui/StatusShape.tsx'
import { linkLook, TextLink } from './links.tsx'
import { Time } from './Time.tsx'
import { positionBase, type TimelineLine } from './timeline.ts'

const words = strings.sync.timeline
const count = strings.syncs.count

export type TimelineView = 'story' | 'json'

interface Props {
  /** In words. */
  readonly lines: readonly TimelineLine[]
  /** As they are stored. */
  readonly entries: readonly TimelineEntry[]
  readonly view: TimelineView
  readonly onView: (view: TimelineView) => void
}

/** Every fact of one thing, with its place in the log: in words, or as it is stored. */
export function Timeline({ lines, entries, view, onView }: Props) {
  const base = positionBase(lines)
  const list = useRef<HTMLOListElement>(null)
  /** Moves from one event to the next, wherever in the page one is. */
  const step = (by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll('a') ?? [])]
    const at = links.findIndex((link) => link === document.activeElement)
    links[at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by]?.focus()
  }
  useKeys({ ']': () => step(1), '[': () => step(-1) })
  return (
    <Section
      title={words.title}
      end={
        <Segments
          label={words.view}
          value={view}
          onChange={onView}
          options={[
            { value: 'story', label: words.story },
            { value: 'json', label: words.json },
          ]}
        />
      }
    >
      <Box sx={{ borderTop: 1, borderColor: 'line.border', pt: 2 }}>
        {view === 'story' ? (
          <ol ref={list}>
            {lines.map((line) => (
              <Line key={line.position} line={line} base={base} />
            ))}
          </ol>
        ) : (
          <Code label={words.asJson}>{JSON.stringify(entries, null, 2)}</Code>
        )}
      </Box>
      {view === 'story' && (
        <Typography variant="caption" component="p" sx={{ mt: 2, color: 'ink.quiet' }}>
          {base === 0 ? words.note : words.noteAfter(count(base))}
        </Typography>
      )}
    </Section>
  )
}

function Mark({ mark }: { mark: TimelineLine['mark'] }) {
  if (mark === 'webhook' || mark === 'retry')
    return (
      <Box component="span" sx={{ color: 'ink.quiet' }}>
        <Icon name={mark} />
      </Box>
    )
  return <StatusShape kind={mark} still />
}

function Line({ line, base }: { line: TimelineLine; base: number }) {
  const id = useId()
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: 'auto 1rem minmax(0, 1fr) auto',
        columnGap: '10px',
        py: '5px',
        position: 'relative',
        '& svg': { mt: '2px' },
        // The thread that holds the marks together.
        '&:not(:last-of-type)::after': {
          content: '""',
          position: 'absolute',
          left: 'calc(4.25rem + 7px)',
          top: 25,
          bottom: -5,
          width: '1px',
          backgroundColor: 'line.border',
        },
      }}
    >
      <Box component="span" sx={{ color: 'ink.soft', width: 'calc(4.25rem - 10px)' }}>
        <Time at={line.at} exact />
      </Box>
      <Mark mark={line.mark} />
      <Box component="span" id={id} sx={{ fontWeight: line.strong ? 600 : 400, overflowWrap: 'anywhere' }}>
        {line.text}
      </Box>
      <Typography
        variant="caption"
        component="span"
        title={words.position(count(line.position))}
        sx={{ color: 'ink.quiet', lineHeight: '1.25rem' }}
      >
        <TextLink
          to="/events/$position"
          params={{ position: String(line.position) }}
          id={`${id}-place`}
          aria-labelledby={`${id} ${id}-place`}
          sx={linkLook}
        >
          {count(line.position - base)}
        </TextLink>
      </Typography>
    </Box>
  )
}
