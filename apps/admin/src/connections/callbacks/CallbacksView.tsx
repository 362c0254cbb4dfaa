import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import {
  type CallbackList,
  type CallbackRow,
  type CallbackState,
  callbackStates,
  countCap,
} from '@syncline/domain/view'
import { capped } from '../../list/capped.ts'
import { ExportLink } from '../../list/ExportLink.tsx'
import { linkLook, TextLink } from '../../parts/links.tsx'
import { PartFace, type PartState } from '../../parts/PartFace.tsx'
import { type Refusal, Refused } from '../../parts/Refused.tsx'
import { useSession } from '../../session/session.tsx'
import * as strings from '../../strings/index.ts'
import { Section } from '../../ui/Section.tsx'
import { Segments } from '../../ui/Segments.tsx'
import { CallbackItem } from './CallbackItem.tsx'

const words = strings.callbacks

export interface CallbacksViewProps {
  readonly connectionId: string
  readonly provider: string
  /** Those of one state; null for all. */
  readonly filter: CallbackState | null
  readonly state: PartState<{
    readonly rows: readonly CallbackRow[]
    readonly counts: CallbackList['counts']
  }>
  readonly hasOlder: boolean
  readonly loadingOlder: boolean
  /** The callback that is being put in line. */
  readonly retrying: string | null
  readonly refused: Refusal | null
  readonly onFilter: (state: CallbackState | null) => void
  readonly onOlder: () => void
  readonly onRetry: (callbackId: string) => void
}

/** What is told back to whoever pushes invoices: state, tries, the next one, and trying it now. */
export function CallbacksView(props: CallbacksViewProps) {
  const { connectionId, provider, filter, state, hasOlder, loadingOlder, retrying, refused } = props
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  return (
    <Section
      title={words.title}
      end={
        state.kind === 'ready' &&
        state.rows.length > 0 && (
          <ExportLink
            list="callbacks"
            filter={() => ({ connectionId, ...(filter && { state: filter }) })}
            isPart
          />
        )
      }
    >
      <Box sx={{ display: 'grid', gap: 3, minWidth: 0 }}>
        <Typography sx={{ color: 'ink.soft', maxWidth: 640 }}>{words.text(provider)}</Typography>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 3 }}>
          <TextLink to="/webhooks" search={{ connection: connectionId }} sx={linkLook}>
            {words.invoices}
          </TextLink>
          <TextLink to="/syncs" search={{ entity: 'bill' }} sx={linkLook}>
            {words.bills}
          </TextLink>
        </Box>
        {refused !== null && <Refused {...refused} />}
        <PartFace state={state} loading={words.loading} failed={words.failed} heights={[36, 40, 40, 40]}>
          {({ rows, counts }) => (
            <>
              <Box sx={{ overflowX: 'auto' }}>
                <Segments
                  label={words.filter}
                  value={filter ?? 'all'}
                  options={[
                    { value: 'all', label: words.all },
                    ...callbackStates.map((each) => ({
                      value: each,
                      label: words.counted(words.states[each], capped(counts[each], countCap)),
                    })),
                  ]}
                  onChange={(value) => props.onFilter(value === 'all' ? null : value)}
                />
              </Box>
              {rows.length === 0 ? (
                <Typography sx={{ color: 'ink.soft' }}>
                  {filter === null ? words.none : words.noneOf[filter]}
                </Typography>
              ) : (
                <Box component="ul" sx={{ borderTop: 1, borderColor: 'line.border' }}>
                  {rows.map((row) => (
                    <CallbackItem
                      key={row.callbackId}
                      row={row}
                      provider={provider}
                      mayNot={mayNot}
                      busy={retrying === row.callbackId}
                      onRetry={() => props.onRetry(row.callbackId)}
                    />
                  ))}
                </Box>
              )}
              {hasOlder && (
                <div>
                  <Button onClick={() => !loadingOlder && props.onOlder()}>
                    {loadingOlder ? words.loadingOlder : words.older}
                  </Button>
                </div>
              )}
            </>
          )}
        </PartFace>
      </Box>
    </Section>
  )
}
