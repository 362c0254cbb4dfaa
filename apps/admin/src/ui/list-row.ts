/** A thing of a list that is no table: its parts beside each other, and a line below. */
export const listRow = { display: 'grid', py: 3, borderBottom: 1, borderColor: 'line.border' } as const
