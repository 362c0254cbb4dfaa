/** How short and how long a password may be that is chosen here; the server holds to the same. */
export const passwordLength = { least: 10, most: 128 } as const
