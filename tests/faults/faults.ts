import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import type { Row } from './fault-server.ts'

/** Faults in the bytes of an answer, whatever was asked. Nothing is ended by a request that meets one. */
export type BodyFault =
  /** Any answer at all: 401, 403, 404, 429 with Retry-After, 500, malformed JSON, a wrong shape, UTF-16… */
  | { readonly kind: 'answer'; readonly status: number; readonly headers?: Headers; readonly body?: string | Buffer }
  | { readonly kind: 'redirect'; readonly status: 301 | 302 | 303 | 307 | 308; readonly to: string }
  | { readonly kind: 'login-page' }
  /** Content-Length says more than comes (then the connection ends), or less. */
  | { readonly kind: 'long-length' }
  | { readonly kind: 'short-length' }
  /** Half the body, as a whole answer by its length, or in chunks that never end properly. */
  | { readonly kind: 'truncated' }
  | { readonly kind: 'chunks-without-end' }
  /** One byte of the body at a time, for ever. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  | { readonly kind: 'endless' }
  /** Honest compression, and three that are not. */
  | { readonly kind: 'gzip' }
  | { readonly kind: 'gzip-bomb'; readonly bytes: number }
  | { readonly kind: 'layered-encoding' }
  | { readonly kind: 'corrupt-gzip' }
  /** Takes the request and stays silent; or sends its headers one byte at a time. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'slow-headers'; readonly everyMs: number }
  | { readonly kind: 'not-http' }

/** Faults in what the list says, and in whether a terminate request does what it says. */
export type Fault =
  | BodyFault
  | { readonly kind: 'rows'; readonly change: (rows: readonly unknown[]) => readonly unknown[] }
  | { readonly kind: 'total'; readonly total: unknown }
  /** Every page is full and new, for ever. */
  | { readonly kind: 'endless-pages'; readonly row: (index: number) => Row }
  /** Every page is the first one; or the paging parameters mean nothing, or less. */
  | { readonly kind: 'limit-ignored' }
  | { readonly kind: 'offset-ignored' }
  | { readonly kind: 'paging-ignored' }
  | { readonly kind: 'page-cap'; readonly rows: number }
  /** Called after each page is taken, so that the list changes between two pages. */
  | { readonly kind: 'moving'; readonly move: (sessions: Map<string, Row>) => void }
  /** The list as it was when the fault was set. */
  | { readonly kind: 'stale-list' }
  /** Says 200 and ends nothing; ends later; ends and brings back; says 404 and ends nothing. */
  | { readonly kind: 'ok-noop' }
  | { readonly kind: 'ok-delayed'; readonly ms: number }
  | { readonly kind: 'ok-reappear'; readonly ms: number }
  | { readonly kind: 'not-found-but-listed' }
  /** The connection breaks before the request is acted on, or after; `silent-after` acts and never answers. */
  | { readonly kind: 'reset-before' }
  | { readonly kind: 'reset-after' }
  | { readonly kind: 'silent-after' }

type Headers = Readonly<Record<string, string | readonly string[]>>

const BODY_FAULTS: ReadonlySet<string> = new Set<BodyFault['kind']>([
  'answer',
  'redirect',
  'login-page',
  'long-length',
  'short-length',
  'truncated',
  'chunks-without-end',
  'drip',
  'endless',
  'gzip',
  'gzip-bomb',
  'layered-encoding',
  'corrupt-gzip',
  'silent',
  'slow-headers',
  'not-http',
])

export function isBodyFault(fault: Fault): fault is BodyFault {
  return BODY_FAULTS.has(fault.kind)
}

const LOGIN_PAGE = `<!doctype html><html><head><title>Sign in</title></head><body><form method="post" action="/login">
<input name="user"><input name="password" type="password"><button>Sign in</button></form></body></html>`

const JSON_TYPE = { 'content-type': 'application/json' }

/** The bytes of one HTTP answer. A length is added unless the headers say otherwise how the body ends. */
export function bytesOf(status: number, headers: Headers, body: string | Buffer): Buffer {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  const length: Headers = headers['transfer-encoding'] === undefined ? { 'content-length': String(bytes.length) } : {}
  const all: Headers = { date: new Date().toUTCString(), ...length, ...headers }
  const lines = Object.entries(all).flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${one}`))
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${status} Status\r\n${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes])
}

/** Sends the broken answer; `body` is what an honest server would have answered. */
export function sendBodyFault(socket: Socket, fault: BodyFault, body: string): void {
  switch (fault.kind) {
    case 'silent':
      return
    case 'drip':
      drip(socket, bytesOf(200, { ...JSON_TYPE, 'content-length': '100000000' }, ''), Buffer.from('['), fault.everyMs)
      return
    case 'slow-headers':
      drip(socket, Buffer.from('HTTP/1.1 200 OK\r\nx-slow: '), Buffer.from('a'), fault.everyMs)
      return
    case 'endless':
      flood(socket, bytesOf(200, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, ''))
      return
    case 'long-length':
    case 'chunks-without-end':
    case 'not-http':
      socket.end(wholeAnswer(fault, body))
      return
    default:
      socket.write(wholeAnswer(fault, body))
  }
}

type WholeFault = Exclude<BodyFault, { readonly kind: 'silent' | 'drip' | 'slow-headers' | 'endless' }>

function wholeAnswer(fault: WholeFault, body: string): Buffer {
  switch (fault.kind) {
    case 'answer':
      return bytesOf(fault.status, { ...JSON_TYPE, ...fault.headers }, fault.body ?? '')
    case 'redirect':
      return bytesOf(fault.status, { location: fault.to }, '')
    case 'login-page':
      return bytesOf(200, { 'content-type': 'text/html; charset=utf-8' }, LOGIN_PAGE)
    case 'long-length':
      return bytesOf(200, { ...JSON_TYPE, 'content-length': String(body.length + 100) }, body)
    case 'short-length':
      return bytesOf(200, { ...JSON_TYPE, 'content-length': String(body.length - 10) }, body)
    case 'truncated':
      return bytesOf(200, JSON_TYPE, body.slice(0, body.length / 2))
    case 'chunks-without-end':
      return bytesOf(200, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, `${body.length.toString(16)}\r\n${body}\r\n`)
    case 'gzip-bomb':
      return bytesOf(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, bombOf(fault.bytes))
    case 'gzip':
      return bytesOf(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(body))
    case 'layered-encoding':
      return bytesOf(200, { ...JSON_TYPE, 'content-encoding': 'gzip, gzip' }, gzipSync(gzipSync(body)))
    case 'corrupt-gzip':
      return bytesOf(200, { ...JSON_TYPE, 'content-encoding': 'gzip' }, gzipSync(body).fill(0xff, 12))
    case 'not-http':
      return Buffer.from('SSH-2.0-OpenSSH_9.2\r\n')
  }
}

/** Gzip members may follow each other, so a bomb of any size is one small member many times. */
function bombOf(bytes: number): Buffer {
  const size = 16 * 1024 * 1024
  const member = gzipSync(Buffer.alloc(size, ' '))
  return Buffer.concat(Array.from({ length: Math.ceil(bytes / size) }, () => member))
}

function drip(socket: Socket, start: Buffer, byte: Buffer, everyMs: number): void {
  socket.write(start)
  const timer = setInterval(() => socket.write(byte), everyMs)
  socket.on('close', () => clearInterval(timer))
}

/** Sends chunks of an array of numbers as fast as the other side takes them. */
function flood(socket: Socket, start: Buffer): void {
  const text = '1,'.repeat(32_768)
  const chunk = `${text.length.toString(16)}\r\n${text}\r\n`
  socket.write(start)
  socket.write('1\r\n[\r\n')
  function more(): void {
    while (!socket.destroyed && socket.write(chunk)) {
      // goes on until the other side is slower
    }
  }
  socket.on('drain', more)
  more()
}
