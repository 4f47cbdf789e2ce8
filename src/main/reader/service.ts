import type { CollectorNews } from '../../shared/change.ts'
import type { Port } from '../port.ts'
import { servePort } from '../rpc.ts'
import { runService } from '../service-entry.ts'
import { createNewsQueue } from './news-queue.ts'
import { Reader } from './reader.ts'
import { readRouter } from './router.ts'

runService(async (config) => {
  const reader = new Reader(config)
  const router = readRouter(reader)
  const news = createNewsQueue<CollectorNews>((one) => reader.hear(one))
  let changes: Port | null = null
  return {
    service: {
      connect: (channel, port) => {
        if (channel === 'client') servePort(router, port)
        if (channel !== 'changes') return
        changes?.close()
        changes = port
        port.onMessage((one) => news.push(one as CollectorNews))
      },
      stop: () => {
        news.stop()
        reader.stop()
      },
    },
  }
})
