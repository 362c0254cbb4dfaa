/** Apart from the formats, which the first load does without. */
export const dayMs = 24 * 60 * 60_000
