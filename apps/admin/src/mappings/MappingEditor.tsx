import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import type { Mapping, Rule } from '@syncline/domain/mapping'
import type { MappingDetail, MappingPreview } from '@syncline/domain/view'
import type { Problem } from '../api/problem.ts'
import { backLook, TextLink } from '../parts/links.tsx'
import { useSession } from '../session/session.tsx'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { GuardedButton } from '../ui/GuardedButton.tsx'
import { Icon } from '../ui/Icon.tsx'
import { Section } from '../ui/Section.tsx'
import { differences, freshRule, otherProblems, problemsAt } from './draft.ts'
import { PreviewPanel } from './PreviewPanel.tsx'
import { RuleRow } from './RuleRow.tsx'
import { Versions } from './Versions.tsx'

const words = strings.mappings

export interface MappingEditorProps {
  readonly detail: MappingDetail
  readonly draft: Mapping
  readonly preview: { readonly result: MappingPreview | null; readonly problem: Problem | null }
  readonly onChange: (draft: Mapping) => void
  readonly onPublish: () => void
}

/** A flow's mapping: its fields, what they make of a real record, and how it came to be so. */
export function MappingEditor({ detail, draft, preview, onChange, onPublish }: MappingEditorProps) {
  const { permissions, organization } = useSession()
  const mayNot = permissions.includes('connection.configure') ? null : words.mayNot(organization.name)
  const disabled = mayNot !== null
  const problems = preview.result?.problems ?? []
  const isChanged = differences(detail.mapping, draft).length > 0
  const setRules = (rules: readonly Rule[]) => onChange({ ...draft, rules: [...rules] })
  const target = detail.targets.find(({ entity }) => entity === draft.entity)
  const targetFields = target?.fields ?? []
  const unused = targetFields.find(({ path }) => draft.rules.every((rule) => rule.target !== path))
  const others = otherProblems(problems, draft)
  return (
    <Box sx={{ px: { xs: 4, md: 6 }, py: 5, display: 'grid', gap: 5 }}>
      <Box
        sx={{
          display: 'flex',
          flexWrap: 'wrap',
          gap: 3,
          alignItems: 'end',
          justifyContent: 'space-between',
        }}
      >
        <div>
          <TextLink to="/mappings" sx={backLook}>
            <Icon name="arrowLeft" size={14} />
            {words.title}
          </TextLink>
          <Typography variant="h1" sx={{ mt: 1 }}>
            {words.flow(detail.entity, detail.source.provider, detail.target.provider)}
          </Typography>
          <Typography variant="lead" component="p" role="status" sx={{ color: 'ink.soft' }}>
            {words.verdict(detail.version, problems.length, isChanged)}
          </Typography>
        </div>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
          <GuardedButton
            variant="contained"
            refusal={mayNot ?? (isChanged ? (problems.length > 0 ? words.faulty : null) : words.unchanged)}
            onClick={onPublish}
          >
            {words.publish}
          </GuardedButton>
          <GuardedButton
            refusal={mayNot ?? (isChanged ? null : words.unchanged)}
            onClick={() => onChange(detail.mapping)}
          >
            {words.discard}
          </GuardedButton>
        </Box>
      </Box>
      <Box
        sx={{
          display: 'grid',
          gap: 8,
          gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 1fr) 23.25rem' },
          alignItems: 'start',
        }}
      >
        <Section title={words.rules}>
          {detail.targets.length > 1 && (
            <Box sx={{ maxWidth: 320, mb: 2 }}>
              <Choice
                label={words.targetEntity}
                value={draft.entity}
                disabled={disabled}
                options={detail.targets.map(({ entity }) => ({
                  value: entity,
                  label: strings.syncs.entityPlural[entity],
                }))}
                onChange={(entity) => onChange({ ...draft, entity })}
              />
            </Box>
          )}
          {others.length > 0 && (
            <Box role="alert" aria-label={words.otherProblems}>
              {others.map(({ field, message }) => (
                <FormHelperText error key={`${field} ${message}`}>
                  {field}: {message}
                </FormHelperText>
              ))}
            </Box>
          )}
          <Box component="ul">
            {draft.rules.map((rule, index) => (
              <li key={index}>
                <RuleRow
                  rule={rule}
                  sourceFields={detail.sourceFields}
                  targetFields={targetFields}
                  problems={problemsAt(problems, rule.target)}
                  disabled={disabled}
                  onChange={(next) => setRules(draft.rules.with(index, next))}
                  onRemove={() => setRules(draft.rules.toSpliced(index, 1))}
                />
              </li>
            ))}
          </Box>
          {!disabled && unused && (
            <Button sx={{ mt: 3 }} onClick={() => setRules([...draft.rules, freshRule(unused.path)])}>
              {words.addRule}
            </Button>
          )}
        </Section>
        <Box sx={{ display: 'grid', gap: 8, minWidth: 0 }}>
          <PreviewPanel preview={preview.result} problem={preview.problem} />
          <Versions
            flowId={detail.flowId}
            versions={detail.versions}
            current={detail.version}
            disabled={disabled}
            onUse={onChange}
          />
        </Box>
      </Box>
    </Box>
  )
}
