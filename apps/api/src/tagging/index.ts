import { withOrganization } from '@syncline/db/pool'
import { findConnection } from '@syncline/db/queries'
import type { ProviderName } from '@syncline/domain/connection'
import { SynclineError } from '@syncline/domain/error'
import type { TaggedInput, TagsInput, TagsView } from '@syncline/domain/view'
import type { Access, Provider, PullFailure, TaggingAdapter } from '@syncline/providers/port'
import type pg from 'pg'
import { type AskDeps, askProvider } from '../protection/call.ts'

export interface TaggingDeps extends AskDeps {
  readonly pool: pg.Pool
  readonly loadProvider: (name: ProviderName) => Promise<Provider>
}

/** Somebody waits for the answer. */
const longestMs = 15_000

/** Tags of people on a list. They are the provider's: asked for, changed there, never kept. */
export function createTagging(deps: TaggingDeps) {
  /** @throws SynclineError RECORD_NOT_FOUND, INVALID_INPUT for a provider without tags; what hinders the question */
  async function ask<Answer extends { readonly ok: true }>(
    organizationId: string,
    connectionId: string,
    kind: 'read' | 'write',
    question: (tagging: TaggingAdapter, access: Access) => Promise<Answer | PullFailure>,
  ): Promise<Answer> {
    const found = await withOrganization(deps.pool, organizationId, (tx) =>
      findConnection(tx, organizationId, connectionId),
    )
    if (!found) throw new SynclineError('RECORD_NOT_FOUND')
    const { tagging } = await deps.loadProvider(found.provider)
    if (!tagging) throw new SynclineError('INVALID_INPUT', { field: 'connectionId', reason: 'knows no tags' })
    const answer = await askProvider(deps, { organizationId, connectionId, kind, longestMs }, (access) =>
      question(tagging, access),
    )
    if (!answer.ok)
      throw new SynclineError(answer.code, answer.detail === null ? {} : { detail: answer.detail })
    return answer
  }

  const read = async (organizationId: string, { connectionId, email }: TaggedInput): Promise<TagsView> => {
    const { tags } = await ask(organizationId, connectionId, 'read', (tagging, access) =>
      tagging.read(email, access),
    )
    return { tags }
  }

  return {
    read,
    /** Gives tags and takes others. @returns what the person is tagged with now */
    async set(organizationId: string, { connectionId, email, add, remove }: TagsInput): Promise<TagsView> {
      await ask(organizationId, connectionId, 'write', (tagging, access) =>
        tagging.set(email, { add, remove }, access),
      )
      return read(organizationId, { connectionId, email })
    },
  }
}
export type Tagging = ReturnType<typeof createTagging>
