import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { createPopulation, type Population, pageText } from './population.ts'

/** What the benchmark asks of the process that plays the servers; each message is answered once. */
export type ServersMessage =
  | { readonly kind: 'start'; readonly servers: number; readonly sessions: number; readonly gzip: boolean }
  | { readonly kind: 'step' }
  | { readonly kind: 'gzip'; readonly gzip: boolean }

/** One install. Answers are made when its list changes, for the pages that were asked for before, so that a round costs it only their sending. */
class SimulatedServer {
  readonly #population: Population
  readonly #answers = new Map<string, Buffer>()
  #rows: string[] = []
  #gzip: boolean

  constructor(number: number, sessions: number, gzip: boolean) {
    this.#population = createPopulation(number, sessions)
    this.#gzip = gzip
    this.#rows = this.#population.rows()
    for (let offset = 0; offset < sessions; offset += 200) this.#make(`limit=200&offset=${offset}`)
  }

  step(): void {
    this.#population.step()
    this.#rows = this.#population.rows()
    for (const query of this.#answers.keys()) this.#make(query)
  }

  setGzip(gzip: boolean): void {
    this.#gzip = gzip
    for (const query of this.#answers.keys()) this.#make(query)
  }

  readonly answer = (request: IncomingMessage, response: ServerResponse): void => {
    const query = request.url?.split('?')[1] ?? ''
    response.setHeader('content-type', 'application/json')
    if (this.#gzip) response.setHeader('content-encoding', 'gzip')
    response.end(this.#answers.get(query) ?? this.#make(query))
  }

  #make(query: string): Buffer {
    const parameters = new URLSearchParams(query)
    const [limit, offset] = [Number(parameters.get('limit') ?? 200), Number(parameters.get('offset') ?? 0)]
    const plain = Buffer.from(pageText(this.#rows.slice(offset, offset + limit), this.#rows.length))
    const answer = this.#gzip ? gzipSync(plain, { level: 6 }) : plain
    this.#answers.set(query, answer)
    return answer
  }
}

let servers: SimulatedServer[] = []

async function start(count: number, sessions: number, gzip: boolean): Promise<number[]> {
  servers = Array.from({ length: count }, (_, number) => new SimulatedServer(number, sessions, gzip))
  return await Promise.all(
    servers.map(
      (server) =>
        new Promise<number>((resolve) => {
          const http = createServer(server.answer)
          http.keepAliveTimeout = 600_000
          http.listen(0, '127.0.0.1', () => resolve((http.address() as AddressInfo).port))
        }),
    ),
  )
}

process.on('message', async (message: ServersMessage) => {
  let ports: number[] = []
  if (message.kind === 'start') ports = await start(message.servers, message.sessions, message.gzip)
  else if (message.kind === 'step') for (const server of servers) server.step()
  else for (const server of servers) server.setGzip(message.gzip)
  process.send?.(ports)
})
process.on('disconnect', () => process.exit(0))
