/** Counts stop at 10,001: beyond that a screen says «more than 10,000». */
export const countCap = 10_001
