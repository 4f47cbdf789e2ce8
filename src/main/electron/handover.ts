import type { IpcMainEvent, MessagePortMain, WebContents } from 'electron'
import type { ServiceState } from '../host/supervised-service.ts'
import type { Services } from '../service.ts'
import { ORIGIN } from './origin.ts'

/** The page asks for its ports by this message; the only one main listens to. */
export const READY_CHANNEL = 'rollcall:ready'
/** A port, or the word that a service is down. */
export const SERVICE_CHANNEL = 'rollcall:service'
/** The id of an action that was chosen in the menu bar; with the services all that main ever sends to a page. */
export const ACTION_CHANNEL = 'rollcall:action'

const WINDOW_SERVICES = ['reader', 'collector'] as const
type WindowService = (typeof WINDOW_SERVICES)[number]

/** Gives the window its ports to the services: when its page is ready, and again whenever a service was started again. */
export class Handover {
  readonly #services: Services<MessagePortMain>
  readonly #reasons = new Map<WindowService, string>()
  #contents: WebContents | null = null
  #pageIsReady = false

  constructor(services: Services<MessagePortMain>) {
    this.#services = services
    services.onState((name, state) => {
      if (name === 'reader' || name === 'collector') this.#tell(name, state)
    })
  }

  /** From now on this window's page gets the ports; no other may ask. */
  trust(contents: WebContents): void {
    this.#contents = contents
    this.#pageIsReady = false
    contents.ipc.on(READY_CHANNEL, (event) => {
      if (!isTrustedSender(event, this.#contents)) return
      this.#pageIsReady = true
      for (const name of WINDOW_SERVICES) this.#give(name)
    })
    contents.once('destroyed', () => {
      if (this.#contents === contents) this.#contents = null
    })
  }

  /** Has the page do what was chosen in the menu bar. It knows best whether that can be done just now. */
  act(id: string): void {
    if (this.#contents === null || this.#contents.isDestroyed() || !this.#pageIsReady) return
    this.#contents.postMessage(ACTION_CHANNEL, { id })
  }

  #tell(name: WindowService, state: ServiceState): void {
    if (state.kind === 'down') this.#reasons.set(name, state.reason)
    if (this.#pageIsReady) this.#give(name)
  }

  #give(name: WindowService): void {
    const contents = this.#contents
    if (contents === null || contents.isDestroyed()) return
    const port = this.#services.client(name)
    const reason = this.#reasons.get(name)
    if (port !== null) contents.postMessage(SERVICE_CHANNEL, { name, state: 'up' }, [port])
    else if (reason !== undefined) contents.postMessage(SERVICE_CHANNEL, { name, state: 'down', reason })
    // A service that is starting for the first time is not down: its state will say when it is up.
  }
}

/**
 * Whether a message comes from the page itself: the window we made, its top frame, our origin. `senderFrame` is null when the frame has
 * navigated or gone in the meantime, and then nobody knows who asked.
 */
export function isTrustedSender(event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>, trusted: WebContents | null): boolean {
  const frame = event.senderFrame
  if (trusted === null || frame === null || event.sender.id !== trusted.id) return false
  return frame.parent === null && frame.origin === ORIGIN
}
