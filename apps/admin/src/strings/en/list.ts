const number = new Intl.NumberFormat('en-GB')
export const count = (value: number) => number.format(value)

/** What every list says. */
export const list = {
  count,
  atLeast: (value: number) => `${count(value)}+`,
  filters: {
    label: 'Filters',
    any: 'any',
    status: 'Status',
    connection: 'Connection',
    entity: 'Entity',
    time: 'Time',
    some: (first: string, more: number) => `${first} and ${more} more`,
    unknownConnection: 'one not in the list',
    hour: 'last hour',
    day: 'last 24 hours',
    week: 'last 7 days',
    month: 'last 30 days',
    custom: 'from … to …',
    between: (from: string, to: string) => `${from} to ${to}`,
    since: (from: string) => `since ${from}`,
    until: (to: string) => `until ${to}`,
    from: 'From',
    to: 'To',
    zone: (place: string) => `Times in ${place}`,
    apply: 'Apply',
    order: 'The end lies before the beginning.',
    clearAll: 'Clear filters',
    active: (value: number) => (value === 0 ? 'Filters' : value === 1 ? '1 filter' : `${value} filters`),
    show: (matching: string) => `Done, ${matching}`,
  },
  matching: (value: string, one: boolean) => (one ? '1 matches' : `${value} match`),
  newer: (value: string) => `Show ${value} newer`,
  range: {
    part: (rows: number, matching: string) => `${rows} of ${matching}`,
    all: (rows: number) => (rows === 1 ? 'The only one' : `All ${rows}`),
  },
  paging: 'Pages',
  previous: 'Newer',
  next: 'Older',
  allKeys: 'all keys',
} as const
