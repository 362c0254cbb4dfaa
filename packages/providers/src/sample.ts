/** A body as a provider sends it, for the sandbox, for tests and for screens. */
export interface Sample<Body> {
  readonly name: string
  /** Where its shape comes from, and that the people in it are invented. */
  readonly provenance: string
  readonly body: Body
}
