/** Counts stop at 10,001: beyond that a screen says «more than 10,000». */
export const countCap = 10_001

/** Rows of one file; who needs more narrows the filters. */
export const mostExported = 50_000
