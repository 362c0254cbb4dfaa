import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { providerTitles } from '@syncline/domain/connection'
import { countCap, type ErasurePreview, type SubjectObjectView } from '@syncline/domain/view'
import { Fact, FactList } from '../parts/FactList.tsx'
import * as strings from '../strings/index.ts'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Section } from '../ui/Section.tsx'

const words = strings.erasure.preview

/** «Stripe live cus_123» */
export const objectTitle = ({ connectionName, provider, id }: SubjectObjectView): string =>
  `${connectionName ?? (provider === null ? words.gone : providerTitles[provider])} ${id}`

/** What erasing a person would destroy, and what it would not. */
export function ErasurePreviewPart({
  preview,
  mayNot,
  onErase,
}: {
  readonly preview: ErasurePreview
  readonly mayNot: string | null
  readonly onErase: () => void
}) {
  const { objects, label, keys, syncs, waiting, unknown, webhooks, attempts, stored, older } = preview
  const all = stored >= countCap ? `${strings.list.count(countCap - 1)}+` : strings.list.count(stored)
  return (
    <Section title={words.title(label ?? words.somebody)}>
      <FactList>
        <Fact name={words.known}>{objects.map(objectTitle).join(', ')}</Fact>
        <Fact name={words.keys}>{words.keysText(keys)}</Fact>
        <Fact name={words.syncs}>{words.syncsText(syncs)}</Fact>
        {waiting > 0 && <Fact name={words.waiting}>{words.waitingText(waiting)}</Fact>}
        {unknown > 0 && <Fact name={words.unknown}>{words.unknownText(unknown)}</Fact>}
        <Fact name={words.webhooks}>{words.webhooksText(webhooks, all)}</Fact>
        <Fact name={words.attempts}>{words.attemptsText(attempts)}</Fact>
      </FactList>
      <Box sx={{ display: 'grid', gap: 3, mt: 4, justifyItems: 'start' }}>
        {older > 0 && <Typography sx={{ color: 'status.failed.main' }}>{words.older(older)}</Typography>}
        {preview.erasedBefore !== null && (
          <Typography>{keys > 0 ? words.before : words.beforeAll}</Typography>
        )}
        <Typography sx={{ color: 'ink.soft' }}>{words.elsewhere}</Typography>
        <GuardedButton variant="contained" refusal={mayNot} onClick={onErase}>
          {words.erase}
        </GuardedButton>
      </Box>
    </Section>
  )
}
