/** Where this device remembers its language; nothing is there while that is English. */
export const languageKey = 'syncline-language'
