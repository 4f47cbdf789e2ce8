import { createServer, type Server, type Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { bytesOf, type Fault, isBodyFault, sendBodyFault } from './faults.ts'

/** A session as the API shows it; `id` and `userId` are what the server itself goes by. */
export type Row = Readonly<Record<string, unknown>>

/** What a request is for. `other` is anything that is not the sessions API. */
export type Purpose = 'list' | 'terminate' | 'terminate-user' | 'other'

/** One request as its bytes came in. `at` is monotonic ms; `connection` counts from 1. */
export interface LoggedRequest {
  readonly at: number
  readonly connection: number
  readonly purpose: Purpose
  readonly method: string
  /** Path and query exactly as sent. */
  readonly target: string
  /** The request line, and the whole head, exactly as sent. */
  readonly line: string
  readonly head: string
  readonly headers: Readonly<Record<string, string>>
}

export interface FaultServerOptions {
  readonly sessions?: readonly Row[]
  readonly tls?: {
    readonly key: string
    readonly cert: string
    readonly ca?: string
    readonly maxVersion?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
  }
  /** A path in front of /api/admin/sessions. */
  readonly prefix?: string
  /** How the list is wrapped: `{ sessions, total }`, the same without a total, or a bare array. */
  readonly shape?: 'envelope' | 'envelope-without-total' | 'array'
  /** Status to refuse a request with, or null to let it in. */
  readonly authorize?: (request: LoggedRequest) => number | null
}

/** Which requests a fault hits: `times` of them (all, when absent), after `skip` were let through. */
export interface FaultRule {
  readonly on?: Purpose | 'any'
  readonly times?: number
  readonly skip?: number
}

/**
 * An Admin Sessions API that misbehaves on demand and keeps the true session set, so that tests can ask what really happened.
 * It is built on sockets, so that every byte of a request is seen and every byte of an answer can be wrong.
 */
export interface FaultServer {
  /** Scheme, host, port and prefix. */
  readonly url: string
  /** The oracle: what is alive, by id as text. Tests may change it at any time. */
  readonly sessions: Map<string, Row>
  readonly requests: readonly LoggedRequest[]
  /** Ids ended over the wire, in order; an id that is ended twice stands here twice. */
  readonly ended: readonly string[]
  /** Bytes received above TLS (or above TCP without it), connections accepted, handshakes that failed. */
  readonly received: () => { readonly bytes: number; readonly connections: number; readonly badHandshakes: number }
  /** Puts one fault in place for a purpose, replacing the one before; null lifts it. */
  setFault(fault: Fault | null, rule?: FaultRule): void
  /** Uses another certificate from now on and drops every connection. */
  setCertificate(tls: { readonly key: string; readonly cert: string }): void
  /** Drops every connection, as a restart would. */
  dropConnections(): void
  close(): Promise<void>
}

interface ActiveRule {
  readonly fault: Fault
  skip: number
  times: number
}

/** Starts a fault server on 127.0.0.1 and a free port. */
export async function startFaultServer(options: FaultServerOptions = {}): Promise<FaultServer> {
  const prefix = options.prefix ?? ''
  const listPath = `${prefix}/api/admin/sessions`
  const sessions = new Map((options.sessions ?? []).map((row) => [String(row.id), row]))
  const requests: LoggedRequest[] = []
  const ended: string[] = []
  const rules = new Map<Purpose | 'any', ActiveRule>()
  const sockets = new Set<Socket>()
  const counts = { bytes: 0, connections: 0, badHandshakes: 0 }
  let frozen: readonly Row[] | null = null

  function end(id: string): void {
    if (sessions.delete(id)) ended.push(id)
  }

  function faultFor(purpose: Purpose): Fault | null {
    const rule = rules.get(purpose) ?? rules.get('any')
    if (rule === undefined) return null
    if (rule.skip > 0) {
      rule.skip -= 1
      return null
    }
    if (rule.times <= 0) return null
    rule.times -= 1
    return rule.fault
  }

  function rowsOf(limit: number, offset: number, fault: Fault | null): readonly unknown[] {
    const all = fault?.kind === 'stale-list' && frozen !== null ? frozen : [...sessions.values()]
    switch (fault?.kind) {
      case 'limit-ignored':
        return all.slice(offset)
      case 'offset-ignored':
        return all.slice(0, limit)
      case 'paging-ignored':
        return all
      case 'page-cap':
        return all.slice(offset, offset + Math.min(limit, fault.rows))
      case 'endless-pages':
        return Array.from({ length: limit }, (_, index) => fault.row(offset + index))
      case 'rows':
        return fault.change(all.slice(offset, offset + limit))
      default:
        return all.slice(offset, offset + limit)
    }
  }

  function totalOf(fault: Fault | null): unknown {
    if (fault?.kind === 'total') return fault.total
    return fault?.kind === 'stale-list' && frozen !== null ? frozen.length : sessions.size
  }

  function listBody(target: string, fault: Fault | null): string {
    const query = new URL(target, 'http://fault.test').searchParams
    const rows = rowsOf(Number(query.get('limit') ?? 50), Number(query.get('offset') ?? 0), fault)
    const total = totalOf(fault)
    if (fault?.kind === 'moving') fault.move(sessions)
    if (options.shape === 'array') return JSON.stringify(rows)
    const withoutTotal = options.shape === 'envelope-without-total' || fault?.kind === 'endless-pages'
    return JSON.stringify(withoutTotal ? { sessions: rows } : { sessions: rows, total })
  }

  /** Ends what the request names and says the status of an honest server. */
  function terminate(request: LoggedRequest): number {
    if (request.purpose === 'terminate-user') {
      const userId = new URL(request.target, 'http://fault.test').searchParams.get('userId') ?? ''
      for (const [id, row] of sessions) if (userId === '' || row.userId === userId) end(id)
      return 204
    }
    const id = decoded(request.target.slice(listPath.length + 1))
    if (!sessions.has(id)) return 404
    end(id)
    return 204
  }

  function answer(socket: Socket, request: LoggedRequest): void {
    const fault = faultFor(request.purpose)
    const refused = options.authorize?.(request) ?? null
    if (refused !== null) send(socket, refused, '{"error":"refused"}')
    else if (fault?.kind === 'reset-before') socket.resetAndDestroy()
    else if (fault !== null && isBodyFault(fault))
      sendBodyFault(socket, fault, request.purpose === 'list' ? listBody(request.target, null) : '{}')
    else if (request.purpose === 'other') send(socket, 404, '{"error":"no such path"}')
    else if (request.purpose === 'list') send(socket, 200, listBody(request.target, fault))
    else answerTerminate(socket, request, fault)
  }

  function answerTerminate(socket: Socket, request: LoggedRequest, fault: Fault | null): void {
    const before = [...sessions]
    switch (fault?.kind) {
      case 'ok-noop':
        send(socket, 200, '{"ok":true}')
        break
      case 'not-found-but-listed':
        send(socket, 404, '{"error":"no such session"}')
        break
      case 'ok-delayed':
        setTimeout(() => terminate(request), fault.ms)
        send(socket, 202, '')
        break
      case 'ok-reappear':
        send(socket, terminate(request), '')
        setTimeout(() => restore(before), fault.ms)
        break
      case 'reset-after':
        terminate(request)
        socket.resetAndDestroy()
        break
      case 'silent-after':
        terminate(request)
        break
      default:
        send(socket, terminate(request), '')
    }
  }

  function restore(rows: readonly (readonly [string, Row])[]): void {
    for (const [id, row] of rows) sessions.set(id, row)
  }

  function purposeOf(method: string, target: string): Purpose {
    const path = target.split('?', 1)[0] ?? ''
    if (method === 'GET' && path === listPath) return 'list'
    if (method === 'DELETE' && path === listPath) return 'terminate-user'
    if (method === 'DELETE' && path.startsWith(`${listPath}/`)) return 'terminate'
    return 'other'
  }

  function accept(socket: Socket): void {
    counts.connections += 1
    const connection = counts.connections
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let pending = ''
    socket.on('data', (chunk: Buffer) => {
      counts.bytes += chunk.length
      // What servers say to a TLS hello on a plain port.
      if (pending === '' && chunk[0] === 0x16) socket.end(bytesOf(400, { connection: 'close' }, ''))
      pending += chunk.toString('latin1')
      for (let split = pending.indexOf('\r\n\r\n'); split >= 0; split = pending.indexOf('\r\n\r\n')) {
        const head = pending.slice(0, split)
        pending = pending.slice(split + 4)
        const [line = '', ...headerLines] = head.split('\r\n')
        const [method = '', target = ''] = line.split(' ')
        const headers = Object.fromEntries(
          headerLines.map((header) => [header.slice(0, header.indexOf(':')).toLowerCase(), header.slice(header.indexOf(':') + 1).trim()]),
        )
        const request = { at: performance.now(), connection, purpose: purposeOf(method, target), method, target, line, head, headers }
        requests.push(request)
        answer(socket, request)
      }
    })
  }

  const server: Server | TlsServer = options.tls ? createTlsServer({ minVersion: 'TLSv1', ...options.tls }, accept) : createServer(accept)
  server.on('tlsClientError', () => {
    counts.badHandshakes += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The fault server has no port.')

  function dropConnections(): void {
    for (const socket of sockets) socket.destroy()
  }

  return {
    url: `${options.tls ? 'https' : 'http'}://127.0.0.1:${address.port}${prefix}`,
    sessions,
    requests,
    ended,
    received: () => ({ ...counts }),
    setFault(fault, rule = {}) {
      const on = rule.on ?? 'any'
      frozen = fault?.kind === 'stale-list' ? [...sessions.values()] : frozen
      if (fault === null) rules.delete(on)
      else rules.set(on, { fault, skip: rule.skip ?? 0, times: rule.times ?? Number.POSITIVE_INFINITY })
    },
    setCertificate(tls) {
      if ('setSecureContext' in server) server.setSecureContext(tls)
      dropConnections()
    },
    dropConnections,
    async close() {
      dropConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function send(socket: Socket, status: number, body: string): void {
  socket.write(bytesOf(status, { 'content-type': 'application/json' }, body))
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}
