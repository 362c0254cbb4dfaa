/** A store at work: what the closed loop of a contender's process calls. */
export interface Contender {
  /**
   * Does one unit of work and resolves when it is durable.
   * @returns how many tries it took
   */
  once(): Promise<number>
  close(): Promise<void>
}

export interface ContenderOptions {
  /** An empty database of its own; the contender brings its tables along. */
  readonly url: string
  /** Connections that one with a pool may open. */
  readonly connections: number
  /** Each event starts a stream, or all of them go to one. */
  readonly streams: 'new' | 'one'
}

/** What a file in `contenders/` exports as `open`. */
export type OpenContender = (options: ContenderOptions) => Promise<Contender>

export interface RunOrder {
  /** So many callers, each with one unit of work in flight. */
  readonly callers: number
  readonly runMs: number
}

export interface RunReport {
  readonly units: number
  readonly tries: number
  readonly elapsedMs: number
  /** User and system time of the contender's process. */
  readonly processMicroseconds: number
}

/** Messages of a contender's process. */
export type ContenderMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'report'; readonly report: RunReport }
  | { readonly kind: 'failed'; readonly reason: string }
