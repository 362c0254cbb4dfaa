import { detect, maskFindings, maxTriedLength } from '@syncline/domain/privacy'
import { z } from 'zod'
import { procedure } from '../procedure.ts'

const input = z.strictObject({ text: z.string().max(maxTriedLength) })

/**
 * What would be found in a text, and how it would be masked. Nothing is stored: it is a mutation only so that the text
 * travels in a body, and stays out of addresses and their logs.
 */
export const tryText = procedure({
  permission: 'organization.read',
  audit: { action: 'privacy.try', target: () => 'text', after: () => null },
  input,
}).mutation(({ input: { text } }) => {
  const findings = detect(text)
  return { findings, masked: maskFindings(text, findings) }
})
