// Runs before the first paint, so that a dark screen never flashes white. It is a file of its own because the
// page's policy allows no inline script.
;(() => {
  let mode = 'system'
  try {
    mode = localStorage.getItem('syncline-scheme') || 'system'
  } catch {
    // Storage may be switched off: then the system's choice holds.
  }
  const prefersDark = matchMedia('(prefers-color-scheme: dark)').matches
  const scheme = mode === 'system' ? (prefersDark ? 'dark' : 'light') : mode
  document.documentElement.setAttribute('data-scheme', scheme === 'dark' ? 'dark' : 'light')
})()
