import { RPCLink } from '@orpc/client/websocket'
import type { Problem } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'
import type { Access } from './loopback-access.ts'
import { type Connect, restarting, type ServiceName, unreachable } from './service-link.ts'

/** Close codes of the loopback host: the service behind the socket died; this page may not talk to it. */
const SERVICE_DIED = 4001
const NOT_ALLOWED = 4003

/** Reaches a service through the loopback host: one WebSocket per attempt. `access` is awaited by each, so that the code is swapped only once. */
export function connectLoopback(name: ServiceName, access: Promise<Access>): Connect {
  return (events) => {
    let socket: WebSocket | null = null
    let closed = false
    access.then(
      (granted) => {
        if (closed) return
        if (granted.kind === 'refused') return events.down(refused(granted.why), { final: true })
        socket = openSocket(name, granted.token, events)
      },
      (error: unknown) => {
        if (!closed) events.down(unreachable(String(error)))
      },
    )
    return () => {
      closed = true
      socket?.close()
    }
  }
}

function openSocket(name: ServiceName, token: string, events: Parameters<Connect>[0]): WebSocket {
  const socket = new WebSocket(`ws://${window.location.host}/service/${name}`, [`rollcall.${token}`])
  // Attached before the link's own listeners, so that a call that fails with the socket already finds the link down.
  socket.addEventListener('close', (event) => {
    if (event.code === NOT_ALLOWED) return events.down(refused(event.reason), { final: true })
    events.down(event.code === SERVICE_DIED ? restarting(name, event.reason) : unreachable(event.reason))
  })
  socket.addEventListener('open', () => events.up(new RPCLink({ websocket: socket })))
  return socket
}

function refused(why: string): Problem {
  return {
    code: 'not-allowed',
    message: t('link.refused'),
    next: t('link.refusedNext'),
    technical: why,
  }
}
