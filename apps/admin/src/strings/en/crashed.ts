/** In the first load: what stands when nothing else could be fetched; English where another language has not come either. */
export const crashed = {
  title: 'This page stopped working',
  text: 'Nothing was changed. Load it again; if it stays, tell your engineer what you did last.',
  unreached: 'Syncline can’t be reached',
  unreachedText: 'Nothing was changed. This page opens by itself once the connection is back.',
  action: 'Load again',
  titled: (page: string) => `${page} · Syncline`,
} as const
