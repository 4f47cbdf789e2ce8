import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { isSecret } from './secret.ts'

/** A product signs a browser out when it asked for no page for so long, in ms. */
export const WEB_IDLE = 30 * 60_000

/** Whoever only ever looks at the login page must not fill the memory. */
const MOST = 1000

/** A browser that a product's own pages know by its cookie. */
export interface WebSession {
  readonly id: string
  /** Null for somebody who has not signed in. */
  readonly username: string | null
  /** Every form carries it, and no form counts without it. */
  readonly csrf: string
  readonly language: string
}

/** What somebody put into the login form. */
export interface LoginForm {
  readonly username: string
  readonly password: string
  readonly csrf: string
}

/** The browsers at one product's pages. Times are epoch ms. */
export interface WebSessions {
  /** The session that the request's cookie names; null without one, and when it idled out. Counts as use. */
  of(request: IncomingMessage, now: number): WebSession | null
  /** Begins one for somebody who looks at the login page. */
  begin(language: string, now: number): WebSession
  /** Signs somebody in, under another cookie than before; null when the form is not that of `session` or the account is not known. */
  signIn(session: WebSession | null, form: LoginForm, now: number): WebSession | null
  end(session: WebSession): void
  /** Ends all of one account. */
  endAccount(username: string): void
  /** The header that gives a browser its cookie. */
  cookie(session: WebSession): Readonly<Record<string, string>>
}

/** What the pages of one product let in, and the name and path of its cookie. */
export interface WebSessionsOptions {
  readonly cookie: string
  readonly path: string
  readonly accounts: readonly string[]
  /** The password of each account. */
  readonly password: string
}

export function createWebSessions({ cookie, path, accounts, password }: WebSessionsOptions): WebSessions {
  /** Those used last stand last. */
  const sessions = new Map<string, { readonly session: WebSession; readonly usedAt: number }>()
  const named = new RegExp(`(?:^|;\\s*)${cookie}=([0-9a-f]{32})(?:;|$)`)

  function put(session: WebSession, now: number): void {
    sessions.delete(session.id)
    sessions.set(session.id, { session, usedAt: now })
    for (const [id, { usedAt }] of sessions) {
      if (sessions.size <= MOST && now - usedAt < WEB_IDLE) return
      sessions.delete(id)
    }
  }

  function open(username: string | null, language: string, now: number): WebSession {
    const session = { id: randomBytes(16).toString('hex'), username, csrf: randomBytes(16).toString('base64url'), language }
    put(session, now)
    return session
  }

  return {
    of(request, now) {
      const id = named.exec(request.headers.cookie ?? '')?.[1] ?? ''
      const known = sessions.get(id)
      if (known === undefined || now - known.usedAt >= WEB_IDLE) return null
      put(known.session, now)
      return known.session
    },
    begin: (language, now) => open(null, language, now),
    signIn(session, form, now) {
      const genuine = session !== null && isSecret(form.csrf, session.csrf)
      if (!genuine || !accounts.includes(form.username) || !isSecret(form.password, password)) return null
      sessions.delete(session.id)
      return open(form.username, session.language, now)
    },
    end: ({ id }) => void sessions.delete(id),
    endAccount(username) {
      for (const [id, { session }] of sessions) if (session.username === username) sessions.delete(id)
    },
    cookie: ({ id }) => ({ 'set-cookie': `${cookie}=${id}; Path=${path}; HttpOnly; SameSite=Strict` }),
  }
}
