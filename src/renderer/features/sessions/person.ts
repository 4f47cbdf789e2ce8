import type { SessionRow } from '../../../shared/session.ts'

/** Whether a name is one: some servers list a blank one for whoever has not signed in. */
export function isNamed(user: string | null): user is string {
  return user !== null && user.trim() !== ''
}

/** Whether a session is somebody's. API keys and monitors share a name, so that what one of them is asked to do must not reach the others. */
export function isPerson({ user, account }: Pick<SessionRow, 'user' | 'account'>): boolean {
  return isNamed(user) && account !== 'anonymous'
}
