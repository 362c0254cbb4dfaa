/**
 * How a callback stands: `waiting` in line or between two tries, `told` taken by the receiver, `given_up` not tried again by
 * itself. Free of schemas, so that a browser can name them.
 */
export const callbackStates = ['waiting', 'told', 'given_up'] as const
export type CallbackState = (typeof callbackStates)[number]
