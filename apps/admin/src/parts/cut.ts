/** «5f0c9a…8b90»: both ends tell ids apart, the middle seldom does. */
export function cutMiddle(id: string, length = 18): string {
  if (id.length <= length) return id
  const tail = Math.floor((length - 1) / 3)
  return `${id.slice(0, length - 1 - tail)}…${id.slice(-tail)}`
}
