const storageKey = 'syncline-organization'

/**
 * The organization this tab looks at, where a person chose one: another tab may look at another. Null leaves the choice
 * to the server.
 */
export function chosenOrganization(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}

export function forgetOrganization(): void {
  try {
    sessionStorage.removeItem(storageKey)
  } catch {
    // Nothing was remembered.
  }
}

/** Looks at another organization from its first page on: nothing read of the one before stays. */
export function chooseOrganization(organizationId: string): void {
  try {
    sessionStorage.setItem(storageKey, organizationId)
  } catch {
    return
  }
  window.location.assign('/')
}
