export type { SubjectObject } from './events.ts'
export { maxFoundSubjects, maxSubjectObjects, subjectEvents, subjectObject } from './events.ts'
export type { Erasure, ErasureCommand, SubjectEvent } from './subject.ts'
export { decideErasure, evolveErasure, initialErasure } from './subject.ts'
