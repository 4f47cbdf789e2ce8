import { t } from '../../../shared/language/language.ts'
import type { Capabilities } from '../../../shared/server.ts'
import type { Guard } from '../../../shared/session.ts'

/** Why a session can't be ticked or terminated, as a sentence. */
export function guardReason(guard: Guard, serverName: string): string {
  return t(`termination.guard-${guard}`, { server: serverName })
}

/** Whether logging out this row's user on all devices is barred: that a single session can't be ended there is no bar where users can. */
export function logOutGuard(guard: Guard | null, { terminateUser }: Pick<Capabilities, 'terminateUser'>): Guard | null {
  return guard === 'not-offered' && terminateUser ? null : guard
}

/** Why one session can't be terminated, in the words of what its server can do instead. */
export function terminateReason(guard: Guard, serverName: string, { terminateUser }: Pick<Capabilities, 'terminateUser'>): string {
  if (guard === 'not-offered' && terminateUser) return t('termination.onlyUser', { server: serverName })
  return guardReason(guard, serverName)
}
