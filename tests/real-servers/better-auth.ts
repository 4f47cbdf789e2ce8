import { join } from 'node:path'
import { ask } from './ask.ts'
import { freePorts, keep, newFolder } from './kept.ts'
import { type Origin, originsInTurn, type RealClient, type RealServer } from './real-server.ts'

const USERS = ['alice', 'bob', 'carol']
const ACCOUNTS = [{ name: 'root', role: 'admin' }, { name: 'watcher', role: 'viewer' }, ...USERS.map((name) => ({ name, role: 'user' }))]

/** An account that the better-auth server is to know. */
export interface AuthAccount {
  readonly name: string
  readonly email: string
  readonly password: string
  readonly role: string
}

/** Why better-auth can't be tested here, or null: only Linux has all of 127.0.0.0/8, which the clients come from. */
export function betterAuthMissing(): string | null {
  return process.platform === 'linux' ? null : 'only on Linux'
}

/** better-auth with its admin and bearer plugins, in a server of a few lines. Users sign in by their e-mail address. */
export async function startBetterAuth(): Promise<RealServer> {
  const folder = newFolder('better-auth')
  const [port = 0] = await freePorts(1)
  const url = `http://127.0.0.1:${port}`
  const accounts: readonly AuthAccount[] = ACCOUNTS.map((account) => ({
    ...account,
    email: emailOf(account.name),
    password: passwordOf(account.name),
  }))
  const env = { ...process.env, PORT: String(port), ACCOUNTS: JSON.stringify(accounts), BETTER_AUTH_TELEMETRY: '0' }
  const server = { command: process.execPath, args: [join(import.meta.dirname, 'better-auth-server.ts')], env }
  const kept = await keep({ folder, commands: [server] }, async () => (await ask(`${url}/api/auth/ok`)).status === 200)
  const originOf = originsInTurn()
  return {
    url,
    admin: credentialOf('root'),
    viewer: credentialOf('watcher'),
    stranger: credentialOf('alice'),
    users: USERS,
    signIn: (user, from) => signIn(url, user, originOf(from)),
    stop: kept.stop,
  }
}

/** A browser's sign-in: the session is kept by the cookie. */
async function signIn(url: string, user: string, { address, userAgent }: Origin): Promise<RealClient> {
  const from = { origin: url, 'user-agent': userAgent }
  const { status, body, cookies } = await ask(`${url}/api/auth/sign-in/email`, {
    address,
    headers: from,
    body: { email: emailOf(user), password: passwordOf(user) },
  })
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  if (status !== 200 || cookie === '') throw new Error(`better-auth did not sign ${user} in: ${status}`)
  return {
    user,
    address,
    userAgent,
    secret: JSON.parse(body).token,
    async isIn() {
      // An ended session is answered with 200 and `null`.
      const answer = await ask(`${url}/api/auth/get-session`, { address, headers: { ...from, cookie } })
      return answer.status === 200 && JSON.parse(answer.body)?.user?.email === emailOf(user)
    },
    close: () => Promise.resolve(),
  }
}

function credentialOf(user: string) {
  return { user: emailOf(user), secret: passwordOf(user) }
}

function emailOf(user: string): string {
  return `${user}@example.test`
}

function passwordOf(user: string): string {
  return `${user}-password`
}
