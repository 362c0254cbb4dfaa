import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import FormHelperText from '@mui/material/FormHelperText'
import Typography from '@mui/material/Typography'
import type { FieldInfo, MappingProblem, Rule } from '@syncline/domain/mapping'
import { useId } from 'react'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { Tick } from '../ui/Tick.tsx'
import { fallbackOf } from './draft.ts'
import { TransformFields } from './TransformFields.tsx'

const words = strings.mappings
/** Not paths: they begin with what no path does. */
const fixed = '=fixed'
const expression = '=expression'

export interface RuleRowProps {
  readonly rule: Rule
  readonly sourceFields: readonly FieldInfo[]
  readonly targetFields: readonly FieldInfo[]
  readonly problems: readonly MappingProblem[]
  readonly disabled: boolean
  readonly onChange: (rule: Rule) => void
  readonly onRemove: () => void
}

/** One field of the target: where it comes from, and what is done to it on the way. */
export function RuleRow(props: RuleRowProps) {
  const { rule, sourceFields, targetFields, problems, disabled, onChange, onRemove } = props
  const problemId = useId()
  const from = rule.expression !== null ? expression : (rule.source ?? fixed)
  const setFrom = (value: string) =>
    onChange({
      ...rule,
      source: value === fixed || value === expression ? null : value,
      expression: value === expression ? (rule.source ?? rule.target) : null,
    })
  const field = targetFields.find(({ path }) => path === rule.target)
  const set = (change: Partial<Rule>) => !disabled && onChange({ ...rule, ...change })
  return (
    <Box
      role="group"
      aria-label={words.rule(rule.target)}
      aria-describedby={problems.length > 0 ? problemId : undefined}
      sx={{ py: 4, borderBottom: 1, borderColor: 'line.border', display: 'grid', gap: 3, minWidth: 0 }}
    >
      <Box sx={{ display: 'grid', gap: 3, gridTemplateColumns: { sm: 'repeat(2, minmax(0, 1fr))' } }}>
        <Choice
          label={words.from}
          value={from}
          disabled={disabled}
          options={[
            { value: fixed, label: words.fixed },
            { value: expression, label: words.expression },
            ...withKnown(sourceFields, rule.source),
          ]}
          onChange={setFrom}
        />
        <Choice
          label={words.to}
          value={rule.target}
          disabled={disabled}
          options={withKnown(targetFields, rule.target)}
          onChange={(target) => set({ target })}
        />
      </Box>
      {problems.length > 0 && (
        <FormHelperText error id={problemId} role="alert">
          {[...new Set(problems.map(({ message }) => message))].join(' ')}
        </FormHelperText>
      )}
      {rule.expression !== null && (
        <Field
          label={words.expressionLabel}
          hint={words.expressionHint}
          value={rule.expression}
          multiline
          maxLength={2_000}
          onChange={(text) => set({ expression: text || ' ' })}
        />
      )}
      <Box
        component="details"
        sx={{ '& > summary': { cursor: 'pointer', minHeight: 24, width: 'fit-content' } }}
      >
        <summary>
          {rule.transforms.length === 0
            ? words.transforms
            : rule.transforms.map(({ name }) => words.transform[name]).join(', ')}
        </summary>
        <Box sx={{ mt: 3 }}>
          <TransformFields
            transforms={rule.transforms}
            disabled={disabled}
            onChange={(transforms) => set({ transforms })}
          />
        </Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 4, alignItems: 'end' }}>
        <Box sx={{ flex: '1 1 200px' }}>
          <Field
            label={from === fixed ? words.fallbackFixed : words.fallback}
            value={rule.fallback === null ? '' : String(rule.fallback)}
            maxLength={500}
            onChange={(text) => set({ fallback: fallbackOf(text, field) })}
          />
        </Box>
        <Box sx={{ display: 'flex', alignItems: 'center', gap: 2, minHeight: 32 }}>
          <Tick label={words.required} checked={rule.required} onChange={(required) => set({ required })} />
          <Typography aria-hidden>{words.required}</Typography>
        </Box>
        {!disabled && (
          <Button size="small" aria-label={words.removeRuleOf(rule.target)} onClick={onRemove}>
            {words.removeRule}
          </Button>
        )}
      </Box>
    </Box>
  )
}

/** The fields there are, and the one that is chosen even where it is none of them, as `lines[0].amount`. */
function withKnown(fields: readonly FieldInfo[], chosen: string | null) {
  const paths = fields.map(({ path }) => path)
  const all = chosen === null || paths.includes(chosen) ? paths : [chosen, ...paths]
  return all.map((path) => ({ value: path, label: path }))
}
