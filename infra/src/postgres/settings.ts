import { EmbeddedPostgresError } from './errors.ts'

/** Server settings by name, as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>

const maxSettings = 100
const maxValueLength = 1_000

/**
 * Durability is the product's promise, so fsync and synchronous_commit stay on unless a test says otherwise.
 * The log must never quote a row: statements and DETAIL lines of errors carry the values of the failed statement.
 */
const defaults: ServerSettings = {
  shared_buffers: '128MB',
  max_connections: '100',
  max_wal_size: '1GB',
  wal_level: 'replica',
  fsync: 'on',
  synchronous_commit: 'on',
  password_encryption: 'scram-sha-256',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
}

/** The launcher's own: who may connect, where the files are, and the log lines by which it follows the server. */
const reserved = new Set([
  'config_file',
  'data_directory',
  'external_pid_file',
  'hba_file',
  'lc_messages',
  'listen_addresses',
  'log_destination',
  'log_min_messages',
  'logging_collector',
  'port',
  'unix_socket_directories',
])

/**
 * Merges a caller's settings over the defaults.
 * @throws EmbeddedPostgresError `bad_option` for a name that is malformed or the launcher's own, or too much of anything
 */
export function mergeSettings(given: ServerSettings): ServerSettings {
  const entries = Object.entries(given)
  if (entries.length > maxSettings) throw refuse(`More than ${maxSettings} settings were given.`)
  for (const [name, value] of entries) {
    if (!/^[A-Za-z_][\w.]{0,62}$/.test(name)) throw refuse(`A setting's name is malformed.`)
    if (reserved.has(name.toLowerCase())) throw refuse(`The setting ${name} belongs to the launcher.`)
    if (value.length > maxValueLength || value.includes('\0'))
      throw refuse(`The value of ${name} is malformed.`)
  }
  return { ...defaults, ...given }
}

/** The command line that makes the server listen on the loopback interface alone. */
export function serverArguments(clusterDirectory: string, port: number, settings: ServerSettings): string[] {
  const all = { ...settings, listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) }
  return [
    '-D',
    clusterDirectory,
    ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
}

function refuse(message: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError({
    code: 'bad_option',
    message,
    remedy: `Give names and values as in postgresql.conf, without ${[...reserved].join(', ')}.`,
  })
}
