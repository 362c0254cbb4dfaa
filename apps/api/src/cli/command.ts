import type { Environment } from '../env.ts'

export interface CommandInput {
  readonly settings: Environment
  readonly args: readonly string[]
  /** A line for people. */
  say(line: string): void
  /** A line for programs: JSON, on stdout, when nobody sits at a terminal. */
  report(value: Record<string, unknown>): void
}

export interface Command {
  readonly summary: string
  /** @returns the exit code */
  run(input: CommandInput): Promise<number>
}
