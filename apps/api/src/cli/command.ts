import type { Settings } from '../settings.ts'

export interface CommandLine {
  readonly args: readonly string[]
  /** A line for people. */
  say(line: string): void
  /** A line for the process that started this one: JSON. Says nothing to people. */
  report(value: Record<string, unknown>): void
}

export interface CommandInput extends CommandLine {
  readonly settings: Settings
}

/** `standsAlone`: it asks neither for settings nor for a database, so none is looked for. `run` gives the exit code. */
export type Command =
  | {
      readonly summary: string
      readonly standsAlone?: never
      run(input: CommandInput): Promise<number>
    }
  | {
      readonly summary: string
      readonly standsAlone: true
      run(line: CommandLine): Promise<number>
    }
