import { type IncomingMessage, type Server, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Services } from '../service.ts'
import { admitUpgrade, type WindowService } from './access.ts'
import type { Keyring } from './keyring.ts'
import { factsOf, portOf } from './server.ts'

/** Close code of a socket whose service is down; the close reason says why. */
const SERVICE_DOWN = 4001
/** WebSocket allows 123 bytes for a reason. */
const MOST_REASON_BYTES = 123
const MOST_MESSAGE_BYTES = 16 * 1024 * 1024
/** A page that has not taken this much is gone or asleep, and gets all of it anew when it is back. */
const MOST_WAITING_BYTES = 64 * 1024 * 1024
const REASON_COMES_MS = 1000

export interface RelayOptions {
  readonly server: Server
  readonly services: Services<MessagePort>
  readonly keyring: Keyring
}

/** Lets admitted pages talk to the services: each WebSocket has a port of its own, and bytes pass through as they are. */
export function relaySockets({ server, services, keyring }: RelayOptions): { close(): void } {
  const sockets = new Map<WebSocket, WindowService>()
  const reasons = new Map<WindowService, string>()
  const webSocketServer = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MOST_MESSAGE_BYTES })
  services.onState((name, state) => {
    if (name !== 'reader' && name !== 'collector') return
    if (state.kind === 'up') return void reasons.delete(name)
    reasons.set(name, state.reason)
    for (const [socket, service] of sockets) if (service === name) closeDown(socket, state.reason)
  })
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const admission = admitUpgrade(factsOf(request), keyring.keys(portOf(server)))
    if (admission.kind !== 'service') return refuse(stream, admission.kind === 'refused' ? admission.status : 404)
    webSocketServer.handleUpgrade(request, stream, head, (socket) => {
      sockets.set(socket, admission.name)
      socket.once('close', () => sockets.delete(socket))
      const port = services.client(admission.name)
      if (port === null) closeDown(socket, reasons.get(admission.name) ?? `Rollcall's ${admission.name} is not running.`)
      else relay(socket, port)
    })
  })
  return {
    close: () => {
      for (const socket of sockets.keys()) socket.close(1001)
      webSocketServer.close()
    },
  }
}

function relay(socket: WebSocket, port: MessagePort): void {
  socket.on('message', (data, isBinary) => port.postMessage(isBinary ? data : data.toString()))
  socket.once('close', () => port.close())
  // A broken socket closes by itself; without a listener its error would end the host.
  socket.on('error', () => socket.terminate())
  port.on('message', (message: string | Uint8Array) => {
    socket.send(message)
    if (socket.bufferedAmount > MOST_WAITING_BYTES) socket.terminate()
  })
  // A dying service closes its ports first and its host hears the reason a moment later; only a port that closed alone has none.
  port.once('close', () => setTimeout(() => closeDown(socket, 'The connection to the service ended.'), REASON_COMES_MS).unref())
}

function closeDown(socket: WebSocket, reason: string): void {
  socket.close(
    SERVICE_DOWN,
    Buffer.from(reason)
      .subarray(0, MOST_REASON_BYTES)
      .toString('utf8')
      .replace(/\uFFFD+$/, ''),
  )
}

/** Answers an upgrade that is not admitted, with nothing but a status. */
function refuse(stream: Duplex, status: number): void {
  stream.on('error', () => stream.destroy())
  stream.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
