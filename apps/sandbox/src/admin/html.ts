/** Text as text, whatever it holds. */
export const escape = (value: string): string =>
  value.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`)
