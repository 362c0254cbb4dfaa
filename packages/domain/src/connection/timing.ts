/** Apart from the schemas, so that a page that names them takes along nothing else. */

/** A shorter interval would have one run stand in the way of the next. */
export const leastIntervalSeconds = 60
export const mostIntervalSeconds = 30 * 86_400
export const maxCronLength = 120

/** What a connection begins with where a person leaves it as it is: hourly. */
export const usualTiming = { every: 3_600 } as const
