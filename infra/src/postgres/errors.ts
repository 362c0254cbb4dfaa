/** What went wrong with the embedded server; each code is raised in one place and has one remedy. */
export type EmbeddedPostgresErrorCode =
  | 'already_running'
  | 'binaries_missing'
  | 'bad_option'
  | 'directory_closed'
  | 'directory_not_ours'
  | 'initdb_failed'
  | 'not_a_cluster'
  | 'other_major_version'
  | 'password_lost'
  | 'port_in_use'
  | 'run_mode_unavailable'
  | 'start_failed'
  | 'start_timed_out'
  | 'still_stopping'
  | 'unsupported_platform'

type Details = {
  code: EmbeddedPostgresErrorCode
  message: string
  /** What the reader can do about it, as a sentence. */
  remedy: string
  /** The server's last words, oldest first. */
  logLines?: readonly string[]
  cause?: unknown
}

/** The only error type that leaves this door. `message` ends with the remedy and the server's last log lines. */
export class EmbeddedPostgresError extends Error {
  readonly code: EmbeddedPostgresErrorCode
  readonly remedy: string

  constructor({ code, message, remedy, logLines = [], cause }: Details) {
    const tail =
      logLines.length === 0 ? '' : `\nLast log lines:\n${logLines.map((line) => `  ${line}`).join('\n')}`
    super(`${message} ${remedy}${tail}`, cause === undefined ? undefined : { cause })
    this.name = 'EmbeddedPostgresError'
    this.code = code
    this.remedy = remedy
  }
}
