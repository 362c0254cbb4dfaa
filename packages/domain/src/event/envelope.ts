/** Who did it: `user:<id>`, `system:<part of Syncline>`, `provider:<name>`. Ids only; names are looked up when shown. */
export type Actor = `user:${string}` | `system:${string}` | `provider:${string}` | `key:${string}`

/** An event on its way into the log. */
export interface NewEvent<Type extends string = string, Data = unknown> {
  readonly type: Type
  readonly data: Data
}

/** What every command and append carries besides its content. Clock, ids and actor come in from outside. */
export interface CommandContext {
  readonly now: Date
  readonly actor: Actor
  /** One id from the first cause to the last effect. */
  readonly correlationId: string
  /** Position of the event that caused this, where there is one. */
  readonly causationPosition?: number
}

/** An event as the log gives it back. `position` is its identity: dense, in commit order, never reused. */
export interface RecordedEvent<Type extends string = string, Data = unknown> extends NewEvent<Type, Data> {
  readonly position: number
  readonly organizationId: string
  readonly stream: string
  readonly version: number
  readonly schemaVersion: number
  readonly occurredAt: Date
  readonly recordedAt: Date
  readonly actor: Actor
  readonly correlationId: string
  readonly causationPosition: number | null
  readonly metadata: Readonly<Record<string, unknown>>
}
