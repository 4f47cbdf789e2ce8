import type { MessagePort } from 'node:worker_threads'

/** The common part of a node MessagePort, an Electron MessagePortMain and a child process channel. */
export interface Port {
  /** Sends one message. `transfer` is ignored where the port can't hand over memory. */
  post(message: unknown, transfer?: readonly ArrayBuffer[]): void
  /** Messages that came before the first listener are kept for it. */
  onMessage(listener: (message: unknown) => void): void
  /** Called once, whichever side closed, also when the other side's process died. */
  onClose(listener: () => void): void
  close(): void
  /** The raw port, for oRPC's RPCHandler.upgrade / RPCLink only. */
  readonly raw: unknown
}

/** What is used of Electron's `MessagePortMain`; written out because only the Electron host may import `electron`. */
export interface MainPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  postMessage(message: unknown): void
  start(): void
  close(): void
}

/** A channel that carries one stream of messages to another process, such as the IPC channel of a forked child. */
export interface Wire {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/** A port of `node:worker_threads`. */
export function portOfThread(port: MessagePort): Port {
  return {
    post: (message, transfer) => port.postMessage(message, transfer ?? []),
    onMessage: (listener) => port.on('message', listener),
    onClose: (listener) => port.once('close', listener),
    close: () => port.close(),
    raw: port,
  }
}

/** A port of Electron's main or utility process. It is started by its first message listener, so nothing is lost before that. */
export function portOfElectron(port: MainPort): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
    raw: {
      postMessage: (message: unknown) => port.postMessage(message),
      on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) => {
        if (event === 'close') return void port.on('close', () => listener())
        port.on('message', listener)
        port.start()
      },
    },
  }
}

/** One message of one port among several on a wire; without `body` the port is closed. */
interface Parcel {
  readonly toLane: number
  readonly body?: unknown
}

function isParcel(message: unknown): message is Parcel {
  return typeof message === 'object' && message !== null && 'toLane' in message && typeof message.toLane === 'number'
}

/** Many ports over one wire. Messages that belong to no port are the wire's own. */
export interface Multiplexer {
  /** The port with this number; both sides use the same number for the same port, and each only once. */
  open(lane: number): Port
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/** Shares a wire between ports, for hosts whose services are child processes without real message ports. */
export function multiplex(wire: Wire): Multiplexer {
  const lanes = new Map<number, Lane>()
  const own = new Queue<unknown>()
  wire.onMessage((message) => {
    if (!isParcel(message)) return own.push(message)
    const lane = lanes.get(message.toLane)
    if (lane === undefined) return
    if ('body' in message) lane.queue.push(message.body)
    else endLane(lanes, message.toLane)
  })
  wire.onClose(() => {
    for (const lane of [...lanes.keys()]) endLane(lanes, lane)
  })
  return {
    open: (lane) => openLane(wire, lanes, lane),
    send: (message) => wire.send(message),
    onMessage: (listener) => own.listen(listener),
    onClose: (listener) => wire.onClose(listener),
  }
}

interface Lane {
  readonly queue: Queue<unknown>
  readonly closed: (() => void)[]
}

function endLane(lanes: Map<number, Lane>, number: number): void {
  const lane = lanes.get(number)
  lanes.delete(number)
  for (const listener of lane?.closed ?? []) listener()
}

function openLane(wire: Wire, lanes: Map<number, Lane>, number: number): Port {
  const lane: Lane = { queue: new Queue(), closed: [] }
  lanes.set(number, lane)
  const post = (body: unknown): void => {
    if (lanes.get(number) === lane) wire.send({ toLane: number, body } satisfies Parcel)
  }
  return {
    post,
    onMessage: (listener) => lane.queue.listen(listener),
    onClose: (listener) => void lane.closed.push(listener),
    close: () => {
      if (lanes.get(number) !== lane) return
      wire.send({ toLane: number } satisfies Parcel)
      endLane(lanes, number)
    },
    raw: {
      postMessage: post,
      on: (event: 'message' | 'close', listener: (event?: { data: unknown }) => void) => {
        if (event === 'close') lane.closed.push(() => listener())
        else lane.queue.listen((data) => listener({ data }))
      },
    },
  }
}

/** Keeps what comes before the first listener. */
class Queue<Item> {
  readonly #listeners: ((item: Item) => void)[] = []
  readonly #waiting: Item[] = []

  push(item: Item): void {
    if (this.#listeners.length === 0) this.#waiting.push(item)
    for (const listener of this.#listeners) listener(item)
  }

  listen(listener: (item: Item) => void): void {
    this.#listeners.push(listener)
    for (const item of this.#waiting.splice(0)) listener(item)
  }
}
