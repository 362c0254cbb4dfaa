export { type DetectOptions, detect } from './detect.ts'
export type { Finding, IdentifierKind } from './kinds.ts'
export { identifierKinds, maxTextLength, usualFloor } from './kinds.ts'
export { maskFindings, maskIdentifiers } from './mask.ts'
