import { monitorEventLoopDelay } from 'node:perf_hooks'
import { createConnector } from '../../../../src/main/collector/connectors/registry.ts'
import { RollcallError } from '../../../../src/shared/errors.ts'
import { watchedServer } from '../../../faults/watched-server.ts'

/**
 * A process with little memory that reads one server given by URL and tells what came of it, how far its memory grew (MB) and how long
 * its event loop stood still at most (ms).
 */
const url = process.argv[2] ?? ''
const delay = monitorEventLoopDelay({ resolution: 5 })
const before = process.memoryUsage.rss()
let most = before
const watch = setInterval(() => {
  most = Math.max(most, process.memoryUsage.rss())
}, 20)
delay.enable()
const connector = createConnector(watchedServer(url, { timeoutSeconds: 20 }), null)
const outcome = await connector.read(new AbortController().signal).then(
  (read) => `${read.complete ? 'complete' : 'partial'}: ${read.incomplete}`,
  (error: unknown) => (error instanceof RollcallError ? error.code : String(error)),
)
most = Math.max(most, process.memoryUsage.rss())
clearInterval(watch)
await connector.close()
console.log(JSON.stringify({ outcome, grownMb: Math.round((most - before) / 1e6), stoodMs: Math.round(delay.max / 1e6) }))
