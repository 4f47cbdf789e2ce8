import { RPCLink } from '@orpc/client/message-port'
import { type Connect, restarting, type ServiceName } from './service-link.ts'

/** What the preload hands over: a service is there, with its port, or is gone, with the reason. */
interface ServiceMessage {
  readonly type: 'rollcall:service'
  readonly name: ServiceName
  readonly state: 'up' | 'down'
  readonly reason?: string
}

/** Ports that came while nobody waited for them, and who waits. */
const waitingPorts = new Map<ServiceName, MessagePort>()
const listeners = new Map<ServiceName, (message: ServiceMessage, port: MessagePort | undefined) => void>()

/** Takes the ports that the preload hands over. Must run before the first of them can come, at the top of the page's script. */
export function receivePorts(page: Window): void {
  page.addEventListener('message', (event: MessageEvent<unknown>) => {
    if (event.source !== page || event.origin !== page.location.origin || !isServiceMessage(event.data)) return
    const { name, state } = event.data
    const port = event.ports[0]
    waitingPorts.delete(name)
    const listener = listeners.get(name)
    if (listener) listener(event.data, port)
    else if (state === 'up' && port) waitingPorts.set(name, port)
  })
}

function isServiceMessage(data: unknown): data is ServiceMessage {
  if (typeof data !== 'object' || data === null || !('type' in data) || !('name' in data) || !('state' in data)) return false
  return (
    data.type === 'rollcall:service' &&
    (data.name === 'reader' || data.name === 'collector') &&
    (data.state === 'up' || data.state === 'down')
  )
}

/** Reaches a service in Electron: an attempt lasts from one port to the word that its service is gone. Electron's main process restarts it. */
export function connectElectron(name: ServiceName): Connect {
  return (events) => {
    let current: MessagePort | null = null
    const take = (port: MessagePort) => {
      current?.close()
      current = port
      port.start()
      events.up(new RPCLink({ port }))
    }
    listeners.set(name, (message, port) => {
      if (message.state === 'up' && port) return take(port)
      end()
      events.down(restarting(name, message.reason))
    })
    const end = () => {
      listeners.delete(name)
      current?.close()
      current = null
    }
    const kept = waitingPorts.get(name)
    waitingPorts.delete(name)
    if (kept) take(kept)
    return end
  }
}
