import { type MessagePort, parentPort } from 'node:worker_threads'
import { createNewsQueue } from '../../src/main/reader/news-queue.ts'
import { Reader } from '../../src/main/reader/reader.ts'
import { gridPage, gridSummary } from '../../src/main/reader/sessions.ts'
import type { ServiceConfig } from '../../src/main/service-entry.ts'
import type { ChangeSet } from '../../src/shared/change.ts'
import type { GridQuery } from '../../src/shared/session.ts'

/** What the benchmark asks of the thread that plays the reader. `open` and `page` are answered, each change set is reported. */
export type ReaderMessage =
  | { readonly kind: 'open'; readonly config: ServiceConfig; readonly changes: MessagePort; readonly first: GridQuery }
  | { readonly kind: 'page'; readonly query: GridQuery }

/** `ms` is how long the reader itself took, `cpu` how much of a processor it had in that time: less, on a busy machine. */
export interface ReaderAnswer {
  readonly kind: 'answer' | 'applied'
  readonly ms: number
  readonly cpu: number
  readonly rows: number
}

let reader: Reader | null = null

function answer(kind: ReaderAnswer['kind'], work: () => number): void {
  const began = performance.now()
  const usedBefore = process.threadCpuUsage()
  const rows = work()
  const { user, system } = process.threadCpuUsage(usedBefore)
  parentPort?.postMessage({ kind, ms: performance.now() - began, cpu: (user + system) / 1000, rows } satisfies ReaderAnswer)
}

parentPort?.on('message', (message: ReaderMessage) => {
  answer('answer', () => {
    if (message.kind === 'page') return reader === null ? 0 : gridPage(reader, message.query).rows.length
    const opened = new Reader(message.config)
    reader = opened
    const news = createNewsQueue<ChangeSet>((change) =>
      answer('applied', () => {
        opened.hear(change)
        return change.started.length + change.touched.length
      }),
    )
    message.changes.on('message', news.push)
    gridSummary(opened, opened.summaries)
    return gridPage(opened, message.first).rows.length
  })
})
