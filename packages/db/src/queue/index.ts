export { createQueue } from './boss.ts'
export type { Queue, QueuedSync } from './boss.ts'
export { advanceReactor } from './reactor.ts'
export type { Reactor } from './reactor.ts'
