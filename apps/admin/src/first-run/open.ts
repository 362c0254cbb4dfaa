/** Whether the first admin is still to come. Never throws: the sign-in works without knowing. */
export async function isSetupOpen(): Promise<boolean> {
  try {
    const response = await fetch('/api/setup')
    return response.ok && ((await response.json()) as { open?: unknown }).open === true
  } catch {
    return false
  }
}
