import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { ConnectionView } from '@syncline/domain/view'

/**
 * The organization's only connection to a provider, else the one that `?connection=` names.
 * @throws SynclineError NOT_CONFIGURED without one; INVALID_INPUT when there are several and none is named;
 * RECORD_NOT_FOUND
 */
export function chooseConnection(
  all: readonly ConnectionView[],
  provider: ProviderName,
  named: unknown,
): ConnectionView {
  const connections = all.filter((connection) => connection.provider === provider)
  const [first, ...more] = connections
  if (named !== undefined) {
    const found = connections.find(({ connectionId }) => connectionId === named)
    if (!found) throw new SynclineError('RECORD_NOT_FOUND', { what: 'connection' })
    return found
  }
  if (!first) throw new SynclineError('NOT_CONFIGURED', { what: provider })
  if (more.length > 0)
    throw new SynclineError('INVALID_INPUT', { fields: [{ path: 'connection', problem: 'several' }] })
  return first
}
