/** One of what an answer offers to choose from. */
export interface ChoiceOffered {
  readonly id: string
  readonly name: string
}

/** Choices of an answer `[{id, name, …}]`; what is none is left out. */
export function choicesIn(answer: unknown): readonly ChoiceOffered[] {
  if (!Array.isArray(answer)) return []
  return answer.flatMap((each: unknown) => {
    const { id, name } = (each ?? {}) as { id?: unknown; name?: unknown }
    if (typeof id !== 'string' || id === '') return []
    return [{ id, name: typeof name === 'string' && name !== '' ? name : id }]
  })
}
