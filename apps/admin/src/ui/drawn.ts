/** For what is told by coloured shapes, beside its words: forced colours would leave nothing of it. */
export const drawn = { forcedColorAdjust: 'none' } as const

/** Where the reader's own colours stand in place of ours. */
export const forcedColours = '@media (forced-colors: active)'
