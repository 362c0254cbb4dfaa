export { type DetectOptions, detect } from './detect.ts'
export type { Finding, IdentifierKind, PrivacyPolicy, TextUse } from './kinds.ts'
export {
  identifierKinds,
  maxTextLength,
  maxTriedLength,
  privacyPolicies,
  usualFloor,
  usualPrivacyPolicy,
} from './kinds.ts'
export { maskFindings, maskIdentifiers } from './mask.ts'
export type { AdmittedText, PrivacyCommand, PrivacyEvent, PrivacyState } from './policy.ts'
export { admitText, decidePrivacy, detectIn, evolvePrivacy, initialPrivacy } from './policy.ts'
export { maskSentence, maxSentenceLength } from './sentence.ts'
