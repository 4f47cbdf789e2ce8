import type { SessionRow } from '../../../shared/session.ts'

/** Whether a session is somebody's. API keys and monitors share a name, so that what one of them is asked to do must not reach the others. */
export function isPerson({ user, account }: Pick<SessionRow, 'user' | 'account'>): boolean {
  return user !== null && account !== 'anonymous'
}
