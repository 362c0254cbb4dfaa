export type { Queue, QueuedSync } from './boss.ts'
export { createQueue } from './boss.ts'
export type { Reactor } from './reactor.ts'
export { advanceReactor } from './reactor.ts'
