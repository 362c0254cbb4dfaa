import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { type Need, type Needs, needKinds } from '@syncline/domain/view'
import { ButtonLink, TextLink } from '../parts/links.tsx'
import { Time } from '../parts/Time.tsx'
import * as strings from '../strings/index.ts'
import { oneLine } from '../ui/hidden.ts'
import { Section } from '../ui/Section.tsx'
import { type StatusKind, StatusShape } from '../ui/StatusShape.tsx'
import { kindTarget, needCount, needSums, needTarget, needText } from './need.ts'
import type { OverviewSearch } from './search.ts'

const words = strings.overview.needs
const shownAtOnce = 6

const shapes: Record<Need['kind'], StatusKind> = {
  unknown: 'unknown',
  reconnect: 'failed',
  failed: 'failed',
  conflict: 'waiting',
  quarantined: 'quarantined',
}

/** What waits for a person: the same problem once, with what it holds up and the way to it. */
export function NeedList({ needs, search }: { needs: Needs; search: OverviewSearch }) {
  const { counts, problems } = needs
  return (
    <Section
      title={words.title}
      end={
        <Typography variant="caption" sx={{ color: 'ink.quiet' }}>
          {words.hint}
        </Typography>
      }
    >
      <Counts counts={counts} search={search} />
      {problems.length === 0 ? (
        <Box
          sx={{
            display: 'flex',
            gap: 2,
            alignItems: 'center',
            py: 3,
            borderTop: 1,
            borderColor: 'line.border',
          }}
        >
          <StatusShape kind="synced" />
          <Typography sx={{ color: 'ink.soft' }}>{words.none}</Typography>
        </Box>
      ) : (
        <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
          {problems.slice(0, shownAtOnce).map((need) => (
            <NeedLine
              key={[need.kind, need.connectionId, need.entity, need.code, need.reason].join()}
              need={need}
              search={search}
            />
          ))}
        </Box>
      )}
      {problems.length > shownAtOnce && (
        <Typography variant="caption" component="p" sx={{ mt: 2, color: 'ink.quiet' }}>
          {words.more(shownAtOnce)}
        </Typography>
      )}
    </Section>
  )
}

function Counts({ counts, search }: Pick<Needs, 'counts'> & { search: OverviewSearch }) {
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, mt: -1, mb: 2 }}>
      {needKinds.map(
        (kind) =>
          counts[kind] > 0 && (
            <TextLink
              key={kind}
              {...(kindTarget(kind, search) as { to: '/syncs' })}
              sx={{
                color: 'accent.main',
                whiteSpace: 'nowrap',
                lineHeight: '1.5rem',
                textDecoration: 'none',
                '&:hover': { textDecoration: 'underline' },
              }}
            >
              {words.counts[kind](needCount(counts[kind]), counts[kind] === 1)}
            </TextLink>
          ),
      )}
    </Box>
  )
}

function NeedLine({ need, search }: { need: Need; search: OverviewSearch }) {
  const { title, remedy } = needText(need)
  const sums = needSums(need)
  const action = need.count === 1 ? words.open : words.see(needCount(need.count))
  return (
    <Box
      component="li"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1.25rem minmax(0, 1fr) auto', md: '1.25rem minmax(0, 1fr) auto 6rem' },
        columnGap: 3,
        alignItems: 'center',
        py: '9px',
        borderBottom: 1,
        borderColor: 'line.border',
      }}
    >
      <StatusShape kind={shapes[need.kind]} size={20} />
      <Box sx={{ minWidth: 0 }}>
        <Box
          title={title}
          sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: { md: 'nowrap' } }}
        >
          {title}
        </Box>
        <Typography
          variant="caption"
          component="p"
          title={remedy}
          sx={{
            color: 'ink.quiet',
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: { md: 'nowrap' },
          }}
        >
          {need.connectionName}
          {remedy !== '' && ` · ${remedy}`}
        </Typography>
        {sums !== null && <Box sx={{ display: { md: 'none' }, fontWeight: 600 }}>{sums}</Box>}
      </Box>
      <Box sx={{ display: { xs: 'none', md: 'block' }, maxWidth: 220, textAlign: 'right' }}>
        {sums !== null && (
          <Box title={sums} sx={{ fontWeight: 600, ...oneLine }}>
            {sums}
          </Box>
        )}
        <Typography variant="caption" component="p" sx={{ color: 'ink.quiet', ...oneLine }}>
          {words.since} <Time at={need.oldestAt} />
        </Typography>
      </Box>
      <ButtonLink
        size="small"
        {...(needTarget(need, search) as { to: '/syncs' })}
        aria-label={`${action}: ${title}`}
      >
        {action}
      </ButtonLink>
    </Box>
  )
}
