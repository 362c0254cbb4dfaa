import type { Settings } from '../settings.ts'

export interface CommandInput {
  readonly settings: Settings
  readonly args: readonly string[]
  /** A line for people. */
  say(line: string): void
  /** A line for the process that started this one: JSON. Says nothing to people. */
  report(value: Record<string, unknown>): void
}

export interface Command {
  readonly summary: string
  /** @returns the exit code */
  run(input: CommandInput): Promise<number>
}
