import { findById, type NamesOf, type SubjectOf, syncsOfPeople } from '@syncline/db/queries'
import { SynclineError } from '@syncline/domain/error'
import { addressIn, findPerson, type PersonReader } from './person.ts'

/** Somebody who was looked for, and one of the syncs that are about them. */
export interface FoundPerson {
  readonly syncId: string
  readonly person: SubjectOf
}

const batch = 200
/** More have one address only where it is nobody's own. */
const mostPeople = 20

/**
 * Whom an id belongs to, of any provider's or of a sync, or an e-mail address. Addresses are sealed: to find one, every
 * record of a person is opened.
 * @param said is told how many records were opened, now and then
 */
export async function findPeople(
  reader: PersonReader & { readonly namesOf: NamesOf },
  text: string,
  said: (opened: number) => void = () => {},
): Promise<readonly FoundPerson[]> {
  const found: FoundPerson[] = []
  const add = async (syncId: string) => {
    const person = await findPerson(reader, { syncId }).catch(unlessAboutNobody)
    const isKnown = found.some((one) => person?.subjectIds.some((id) => one.person.subjectIds.includes(id)))
    if (person && !isKnown) found.push({ syncId, person })
  }
  if (text.includes('@')) {
    for await (const syncId of withAddress(reader, text.trim().toLowerCase(), said)) {
      await add(syncId)
      if (found.length === mostPeople) break
    }
    return found
  }
  for (const hit of await findById(reader, text)) if (hit.kind === 'sync') await add(hit.row.syncId)
  return found
}

async function* withAddress(
  reader: PersonReader,
  address: string,
  said: (opened: number) => void,
): AsyncGenerator<string> {
  let before: number | null = null
  for (let opened = 0; ; said(opened)) {
    const syncs: Awaited<ReturnType<typeof syncsOfPeople>> = await syncsOfPeople(
      reader.tx,
      reader.organizationId,
      before,
      batch,
    )
    for (const { syncId } of syncs) if ((await addressIn(reader, syncId)) === address) yield syncId
    opened += syncs.length
    before = syncs.at(-1)?.position ?? null
    if (syncs.length < batch) return
  }
}

function unlessAboutNobody(error: unknown): null {
  if (error instanceof SynclineError && error.code === 'INVALID_INPUT') return null
  throw error
}
