import { z } from 'zod'

/**
 * A venue by its name, letter for letter: it has no other id. Of syncs it means those that go to one of its connections,
 * of everything else that is a connection's what those of its connections are. RECORD_NOT_FOUND where no connection of
 * the organization is there.
 */
export const venueInput = z.string().trim().min(1).max(120)
