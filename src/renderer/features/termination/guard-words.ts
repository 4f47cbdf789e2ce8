import type { Capabilities } from '../../../shared/server.ts'
import type { Guard } from '../../../shared/session.ts'

const REASONS: Readonly<Record<Guard, (serverName: string) => string>> = {
  own: (server) => `This is your own session on ${server}. It cannot be terminated from here.`,
  'own-assumed': (server) => `This is probably your own session: Rollcall signs in to ${server} with the same user name.`,
  'view-only': (server) => `${server} is set to view only. Change that on the page Servers.`,
  'no-right': (server) => `The account that Rollcall uses on ${server} may not terminate sessions.`,
  'unsafe-id': (server) => `${server} gave this session an id that is not safe to send back, so it cannot be terminated.`,
  'duplicate-id': (server) => `${server} listed several sessions under this id, so it is not certain which one would end.`,
  'not-offered': (server) => `${server} offers no way to terminate a session.`,
}

/** Why a session can't be ticked or terminated, as a sentence. */
export function guardReason(guard: Guard, serverName: string): string {
  return REASONS[guard](serverName)
}

/** Whether logging out this row's user on all devices is barred: that a single session can't be ended there is no bar where users can. */
export function logOutGuard(guard: Guard | null, { terminateUser }: Pick<Capabilities, 'terminateUser'>): Guard | null {
  return guard === 'not-offered' && terminateUser ? null : guard
}

/** Why one session can't be terminated, in the words of what its server can do instead. */
export function terminateReason(guard: Guard, serverName: string, { terminateUser }: Pick<Capabilities, 'terminateUser'>): string {
  if (guard === 'not-offered' && terminateUser) return `${serverName} cannot end a single session. It can log out the user on all devices.`
  return guardReason(guard, serverName)
}
