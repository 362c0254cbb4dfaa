import { createTestServer, type TestServer } from '@syncline/infra/testing'
import { migrate } from '../migrations/index.ts'

let server: TestServer | undefined

/** One throw-away server for the run, its template brought to the shape of this build. */
export async function setup(project: { provide(key: 'postgresUrl', value: string): void }): Promise<void> {
  server = await createTestServer({ prepareTemplate: async (url) => void (await migrate(url)) })
  project.provide('postgresUrl', server.url)
}

export async function teardown(): Promise<void> {
  await server?.stop()
}

declare module 'vitest' {
  export interface ProvidedContext {
    postgresUrl: string
  }
}
