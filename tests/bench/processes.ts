import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Transferable } from 'node:worker_threads'
import { Worker } from 'node:worker_threads'

/** The process that plays the servers; one request at a time. */
export interface ServersProcess {
  ask(message: unknown): Promise<number[]>
  stop(): void
}

export function startServers(): ServersProcess {
  const child: ChildProcess = fork(join(import.meta.dirname, 'servers-process.ts'), [], { serialization: 'advanced' })
  child.once('exit', (code) => {
    if (code !== 0) stopWith(`The process that plays the servers ended with ${code}.`)
  })
  return {
    ask: async (message) => {
      child.send(message as object)
      const [answer] = (await once(child, 'message')) as [number[]]
      return answer
    },
    stop: () => child.disconnect(),
  }
}

/** Nothing can be measured any more; the exit code stays 0, as for any other outcome. */
function stopWith(reason: unknown): void {
  console.error(reason)
  process.exit(0)
}

/** A worker thread of this folder. An error in it ends the benchmark. */
export function startWorker(file: string): Worker {
  const worker = new Worker(new URL(file, import.meta.url))
  worker.on('error', stopWith)
  return worker
}

/** Sends a message and waits for the next answer. */
export async function askWorker<Answer>(worker: Worker, message: unknown, transfer: Transferable[] = []): Promise<Answer> {
  worker.postMessage(message, transfer)
  const [answer] = (await once(worker, 'message')) as [Answer]
  return answer
}
