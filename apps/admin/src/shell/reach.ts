/** Code of a page could not be fetched because nothing could: the device is offline, or the server away. */
export class UnreachedError extends Error {
  constructor() {
    super('The server could not be reached')
    this.name = 'UnreachedError'
  }
}

/** Whether the server answers; a file of the page itself, since that needs no session and counts against no limit. */
export const isReached = (): Promise<boolean> =>
  fetch('/logo.svg', { cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )

/**
 * Loads code. What failed while the server answers is gone from there, and the router loads the page anew; while it does
 * not answer, that would put the browser's own error page in place of everything on screen.
 */
export function unlessUnreached<Loaded>(load: () => Promise<Loaded>): () => Promise<Loaded> {
  return () =>
    load().catch(async (error: unknown) => {
      throw (await isReached()) ? error : new UnreachedError()
    })
}
