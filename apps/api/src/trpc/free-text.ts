import { detectIn, maskFindings, type TextUse } from '@syncline/domain/privacy'
import { freeTextKey } from '@syncline/domain/view'
import { z } from 'zod'
import type { PrivacyGate } from '../privacy/gate.ts'

type Fields = Readonly<Record<string, unknown>>

/** A field of an input, or each item of a list in it, that people write as they like. */
export interface FreeText {
  readonly field: string
  readonly use: TextUse
  /** A mask may be longer than what it hides. */
  readonly maxLength: number
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly maxLength?: number
  readonly [freeTextKey]?: TextUse
}

/** Which fields of an input are free text: those that were made with `freeText`. */
export function freeTextsOf(schema: z.ZodType): readonly FreeText[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  return Object.entries(properties).flatMap(([field, property]) => {
    const { [freeTextKey]: use, maxLength = 0 } = property.items ?? property
    return use ? [{ field, use, maxLength }] : []
  })
}

/**
 * The input with its free text as the organization lets it in.
 * @throws SynclineError PHI_DETECTED where the policy is to reject
 */
export async function admitFreeText<Input>(
  gate: Pick<PrivacyGate, 'admitAll'>,
  organizationId: string,
  texts: readonly FreeText[],
  input: Input,
): Promise<Input> {
  let admitted = input
  for (const text of texts) {
    const given = textsIn(admitted, text)
    if (given.length > 0)
      admitted = withTexts(admitted, text, await gate.admitAll(organizationId, given, text.use))
  }
  return admitted
}

/** The input as the audit may keep it, whatever the policy is and whether it was let in or not. */
export function maskFreeTexts<Input>(texts: readonly FreeText[], input: Input): Input {
  return texts.reduce((masked, text) => {
    const shown = textsIn(masked, text).map((given) => maskFindings(given, detectIn(given, text.use)))
    return shown.length > 0 ? withTexts(masked, text, shown) : masked
  }, input)
}

function textsIn(input: unknown, { field }: FreeText): readonly string[] {
  const value = (input as Fields | undefined)?.[field]
  return typeof value === 'string' ? [value] : Array.isArray(value) ? value : []
}

function withTexts<Input>(input: Input, { field, maxLength }: FreeText, texts: readonly string[]): Input {
  // A sign of two units must not be cut in half.
  const fitting = texts.map((text) =>
    text.length > maxLength ? text.slice(0, maxLength).toWellFormed() : text,
  )
  const isList = Array.isArray((input as Fields)[field])
  return { ...input, [field]: isList ? fitting : fitting[0] }
}
