import { signIn } from './caller.ts'
import { startStack } from './stack.ts'
const stack = await startStack({ SANDBOX_TRAFFIC: '400' })
try {
  const caller = await signIn(stack)
  await new Promise((r) => setTimeout(r, 30_000))
  await fetch(`${stack.sandboxUrl}/_sandbox/traffic`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ perMinute: 0 }) }).then((r) => console.log('traffic off', r.status))
  await new Promise((r) => setTimeout(r, 8_000))
  const get = (n: string, i?: unknown) => caller.query(n, i) as Promise<any>
  const connections = await get('connection.list')
  const flows = await get('flow.list')
  const forms = await get('connection.providers')
  for (let round = 1; round <= 2; round++) {
    for (const c of connections) {
      const reads = forms.find((f: any) => f.provider === c.provider).reads
      const entities = [...new Set(flows.filter((f: any) => f.sourceConnectionId === c.connectionId).map((f: any) => f.entity))].filter((e) => reads.includes(e))
      if (entities.length === 0) continue
      await caller.mutate('run.start', { connectionId: c.connectionId, entities, kind: 'full' }).catch((e: any) => console.log(c.name, entities, 'refused', e.message))
    }
    const t = Date.now()
    for (;;) {
      const { rows, counts } = await get('run.list', { filter: {}, limit: 100 })
      if (counts.running === 0 || Date.now() - t > 60_000) {
        console.log('round', round, Date.now() - t, 'ms', counts)
        for (const r of rows.slice(0, 30)) console.log(r.connectionName, r.entity, r.status, JSON.stringify(r.counts), r.pages, JSON.stringify(r.failure), JSON.stringify(r.waiting), r.lastRead)
        break
      }
      await new Promise((r) => setTimeout(r, 500))
    }
    await new Promise((r) => setTimeout(r, 15_000))
    console.log((await get('sync.counts', { filter: {} })).byFace)
  }
} finally {
  await stack.stop()
}
