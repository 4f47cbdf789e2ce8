import { isMainThread, type MessagePort, parentPort, type Transferable } from 'node:worker_threads'
import { type Problem, RollcallError } from '../shared/errors.ts'
import { speak, t } from '../shared/language/language.ts'
import { logDefect } from './log.ts'
import { type MainPort, multiplex, type Port, portOfElectron, portOfThread } from './port.ts'
import type { PracticeAnnouncement } from './practice/announcement.ts'

export type ServiceName = 'collector' | 'reader' | 'keychain' | 'practice'

/** What a host gives a service at start. */
export interface ServiceConfig {
  readonly dataFolder: string
  readonly version: string
  readonly practice: boolean
  readonly practiceSessions: number | null
  readonly practiceServers: readonly PracticeAnnouncement[]
  /** Set when another running Rollcall writes the folder: nothing may be written. */
  readonly readOnly: { readonly holder: string } | null
  /** The name under which the OS keychain keeps this host's secrets. */
  readonly secretService: string
  /** The language of the window where none is chosen, as a tag; without it that by which the system writes numbers and dates. */
  readonly systemLanguage?: string
}

/** `client`: the window's calls. `changes`: collector to reader. `keychain`: collector to keychain. */
export type Channel = 'client' | 'changes' | 'keychain'

/** What a service gives its host. */
export interface Service {
  /** A fresh port; for `changes` and `keychain` it replaces the one before. */
  connect(channel: Channel, port: Port): void
  /** The machine woke up just now. */
  woke?(): void
  /** Leaves everything on disk in order. No call comes after it. */
  stop(): Promise<void> | void
}

/** What a service may ask of its host. */
export interface HostLink {
  /** Kills another service and starts it anew. */
  restart(service: ServiceName): void
  /** Called when the host is gone; `stop` follows by itself. */
  onClose(listener: () => void): void
}

/** From the host to a service; `connect` carries its port beside it, or as the number of a lane. */
export type HostMessage =
  | { readonly type: 'start'; readonly config: ServiceConfig }
  | { readonly type: 'connect'; readonly channel: Channel; readonly lane?: number }
  | { readonly type: 'woke' }
  | { readonly type: 'stop' }

/** From a service to its host. */
export type ServiceMessage =
  | { readonly type: 'ready'; readonly announce: unknown }
  | { readonly type: 'failed'; readonly problem: Problem }
  | { readonly type: 'restart'; readonly service: ServiceName }
  | { readonly type: 'stopped' }

/** Starts the service's own part; `announce` travels with the ready message (practice: its `PracticeAnnouncement[]`). */
export type StartService = (config: ServiceConfig, host: HostLink) => Promise<{ service: Service; announce?: unknown }>

/** `told`: the last message must still reach the host. `broken`: nothing may run any more. `orphaned`: nobody would end a process that hangs. */
type Leaving = 'told' | 'broken' | 'orphaned'

/** How long a process lives on for its last message to leave it, in ms. */
const LAST_WORDS_MS = 100

/** The service's end of the line to its host. */
interface HostSide {
  post(message: ServiceMessage): void
  onMessage(listener: (message: HostMessage, port: Port | null) => void): void
  onClose(listener: () => void): void
  /** Ends this service. */
  leave(code: number, why: Leaving): void
}

/** Runs a service under whichever host started it: a worker thread, an Electron utility process or a forked child. */
export function runService(start: StartService): void {
  const host = hostSide()
  const closed: (() => void)[] = []
  let running: Promise<Service | null> = Promise.resolve(null)
  const leave = async (orphaned: boolean): Promise<void> => {
    for (const listener of closed.splice(0)) listener()
    await stopQuietly(await running)
    if (!orphaned) host.post({ type: 'stopped' })
    host.leave(0, orphaned ? 'orphaned' : 'told')
  }
  const link: HostLink = {
    restart: (service) => host.post({ type: 'restart', service }),
    onClose: (listener) => void closed.push(listener),
  }
  dieLoudly(host)
  host.onClose(() => void leave(true))
  host.onMessage((message, port) => {
    if (message.type === 'start') running = startService(start, message.config, link, host)
    else if (message.type === 'stop') void leave(false)
    else if (message.type === 'woke') void running.then((service) => service?.woke?.())
    else if (port !== null) void running.then((service) => service?.connect(message.channel, port))
  })
}

async function startService(start: StartService, config: ServiceConfig, link: HostLink, host: HostSide): Promise<Service | null> {
  // Until the settings are read, a window's services speak its system's language; on the command line it is English.
  if (config.systemLanguage !== undefined) speak('system', config.systemLanguage)
  try {
    const { service, announce } = await start(config, link)
    host.post({ type: 'ready', announce })
    return service
  } catch (error) {
    host.post({ type: 'failed', problem: startProblem(error) })
    host.leave(1, 'told')
    return null
  }
}

function startProblem(error: unknown): Problem {
  if (error instanceof RollcallError) return error.problem
  logDefect('a service could not start', error)
  return {
    code: 'service-down',
    message: t('collector.partFailed'),
    next: t('collector.partFailedNext'),
  }
}

async function stopQuietly(service: Service | null): Promise<void> {
  try {
    await service?.stop()
  } catch (error) {
    logDefect('a service could not stop in order', error)
  }
}

/** An error nobody caught ends the service, so that the host starts it anew with a clean memory; its text goes through the log's redaction. */
function dieLoudly(host: HostSide): void {
  const die = (error: unknown): void => {
    logDefect('a service met an error nobody caught', error)
    host.leave(1, 'broken')
  }
  process.on('uncaughtException', die)
  process.on('unhandledRejection', die)
}

function hostSide(): HostSide {
  const electron = (process as { parentPort?: ElectronParentPort }).parentPort
  if (electron !== undefined) return utilitySide(electron)
  if (!isMainThread && parentPort !== null) return threadSide(parentPort)
  if (process.send !== undefined) return childSide()
  throw new Error('A service runs only under a Rollcall host.')
}

/** What is used of `process.parentPort` in an Electron utility process. */
interface ElectronParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown; readonly ports: readonly MainPort[] }) => void): unknown
  postMessage(message: unknown): void
}

/** Electron ends a utility process with its host, so there is no end of the line to listen for. */
function utilitySide(parent: ElectronParentPort): HostSide {
  return {
    post: (message) => parent.postMessage(message),
    onMessage: (listener) =>
      void parent.on('message', (event) => {
        const [port] = event.ports
        listener(event.data as HostMessage, port === undefined ? null : portOfElectron(port))
      }),
    onClose: unheard,
    leave: exitWhenSaid,
  }
}

/** A message to a worker thread with the port it hands over. */
export interface ThreadEnvelope {
  readonly message: HostMessage
  readonly port?: MessagePort & Transferable
}

function threadSide(parent: MessagePort): HostSide {
  return {
    post: (message) => parent.postMessage(message),
    onMessage: (listener) =>
      parent.on('message', ({ message, port }: ThreadEnvelope) => listener(message, port === undefined ? null : portOfThread(port))),
    onClose: (listener) => parent.once('close', listener),
    leave: (code) => process.exit(code),
  }
}

function childSide(): HostSide {
  const lanes = multiplex({
    send: (message) => {
      if (process.connected) process.send?.(message)
    },
    onMessage: (listener) => process.on('message', listener),
    onClose: (listener) => process.once('disconnect', listener),
  })
  // The terminal sends these to the whole group; the host stops its children itself, in order.
  for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, unheard)
  return {
    post: (message) => lanes.send(message),
    onMessage: (listener) =>
      lanes.onMessage((message) => {
        const sent = message as HostMessage
        listener(sent, sent.type === 'connect' && sent.lane !== undefined ? lanes.open(sent.lane) : null)
      }),
    onClose: (listener) => lanes.onClose(listener),
    // exit() waits for threads that may hang in a frozen keyring; without a host nobody else would end them.
    leave: (code, why) => (why === 'orphaned' ? process.kill(process.pid, 'SIGKILL') : exitWhenSaid(code, why)),
  }
}

/** What a process posts right before it exits may be lost with it. */
function exitWhenSaid(code: number, why: Leaving): void {
  if (why === 'told') setTimeout(() => process.exit(code), LAST_WORDS_MS)
  else process.exit(code)
}

function unheard(): void {
  // on purpose
}
