import { hash } from 'node:crypto'
import type { DecodedSession } from '../connector.ts'
import type { Context } from './context.ts'

const HASH_LENGTH = 32

/** One session as a road to Tomcat gives it. `id` is its cookie: it must neither be kept nor shown. Times are epoch ms in the server's clock. */
export interface TomcatSession {
  readonly context: Context
  readonly id: string
  readonly user: string | null
  readonly kind: string | null
  readonly locale: string | null
  readonly createdAt: number | null
  readonly lastActiveAt: number | null
  /** How long it may be inactive, in ms; null where that is not known or it never ends. */
  readonly livesFor: number | null
}

/** The page and JMX give times to the second and to the millisecond; which of them is read may change. */
const CREATED_WITHIN = 1000

/** The id that Rollcall keeps: the cookie's hash, and the application, for applications may share a cookie. */
export function keptId({ context, id }: Pick<TomcatSession, 'context' | 'id'>): string {
  return `${hash('sha256', id, 'hex').slice(0, HASH_LENGTH)}/${encodeURIComponent(context.name)}`
}

/** What Rollcall keeps of a session. `own`: it is the one that the manager gave to Rollcall itself; null where that is not known. */
export function decoded(session: TomcatSession, own: boolean | null): DecodedSession {
  const { context, user, createdAt, livesFor, kind, locale } = session
  // The page cuts times to whole seconds, which may put the last request before the beginning.
  const lastActiveAt = session.lastActiveAt === null ? null : Math.max(session.lastActiveAt, createdAt ?? 0)
  return {
    sessionId: keptId(session),
    user,
    userId: null,
    displayName: null,
    email: null,
    project: context.name,
    organisation: null,
    type: null,
    node: null,
    address: null,
    userAgent: null,
    createdAt,
    createdWithin: CREATED_WITHIN,
    lastActiveAt,
    expiresAt: lastActiveAt === null || livesFor === null ? null : lastActiveAt + livesFor,
    account: null,
    own,
    raw: { 'session type': kind, locale },
  }
}
