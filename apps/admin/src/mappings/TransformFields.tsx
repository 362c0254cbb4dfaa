import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import type { Transform, TransformName } from '@syncline/domain/mapping'
import * as strings from '../strings/index.ts'
import { Choice } from '../ui/Choice.tsx'
import { Field } from '../ui/Field.tsx'
import { freshTransforms, settingsOf, transformNames, withSetting } from './draft.ts'

const words = strings.mappings

/** What is done to a value on its way, one after the other. */
export function TransformFields({
  transforms,
  disabled,
  onChange,
}: {
  transforms: readonly Transform[]
  disabled: boolean
  onChange: (transforms: Transform[]) => void
}) {
  const put = (index: number, next: Transform | null) =>
    onChange(transforms.flatMap((known, at) => (at === index ? (next ? [next] : []) : [known])))
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      {transforms.map((transform, index) => (
        <Box
          component="fieldset"
          key={`${index} ${transform.name}`}
          sx={{ border: 0, borderLeft: 2, borderColor: 'line.border', p: 0, pl: 3, m: 0, minWidth: 0 }}
        >
          <Box component="legend" sx={{ p: 0, fontWeight: 500 }}>
            {words.transform[transform.name]}
          </Box>
          <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { sm: 'repeat(2, minmax(0, 1fr))' } }}>
            {settingsOf(transform).map(({ key, kind, choices, text }) => {
              const set = (typed: string) => !disabled && put(index, withSetting(transform, key, typed))
              const label = words.settings[key] ?? key
              return kind === 'choice' || kind === 'flag' ? (
                <Choice
                  key={key}
                  label={label}
                  value={text}
                  disabled={disabled}
                  options={(kind === 'flag' ? ['false', 'true'] : choices).map((value) => ({
                    value,
                    label: words.choices[value] ?? value,
                  }))}
                  onChange={set}
                />
              ) : (
                <Field key={key} label={label} value={text} multiline={kind === 'lines'} onChange={set} />
              )
            })}
          </Box>
          {!disabled && (
            <Button size="small" onClick={() => put(index, null)}>
              {words.removeTransform(words.transform[transform.name])}
            </Button>
          )}
        </Box>
      ))}
      {!disabled && (
        <Choice
          label={words.addTransform}
          value=""
          options={[
            { value: '', label: words.choose },
            ...transformNames.map((name) => ({ value: name, label: words.transform[name] })),
          ]}
          onChange={(name) =>
            name !== '' && onChange([...transforms, freshTransforms[name as TransformName]])
          }
        />
      )}
    </Box>
  )
}
