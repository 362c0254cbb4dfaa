export type { Appender, AppenderOptions } from './appender.ts'
export { createAppender } from './appender.ts'
export {
  destroyPayloads,
  readBeginnings,
  readEvent,
  readKeyed,
  readPayload,
  readStream,
  readStreams,
  readUnrouted,
  readWindow,
} from './read.ts'
export type { AppendRequest, AppendResult } from './requests.ts'
export { encodeRequest } from './requests.ts'
