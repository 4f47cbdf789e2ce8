import { randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ask } from './ask.ts'
import { freePorts, keep, newFolder } from './kept.ts'
import { type Origin, originsInTurn, type RealClient, type RealServer } from './real-server.ts'

const HUB = '/usr/bin/jupyterhub'
/** Comes with Debian's jupyterhub. */
const PROXY = '/usr/bin/configurable-http-proxy'
const USERS = ['alice', 'bob', 'carol', "zoë o'brien 50%"]
/** What services are given a token, and what its role lets them do. */
const SERVICES = {
  console: ['list:users', 'read:users', 'tokens', 'read:tokens', 'admin:users'],
  watcher: ['list:users', 'read:users', 'read:tokens'],
  stranger: [],
}
const PASSWORD = 'hub-password'
const EXPIRES_SECONDS = 3600

/** Why there is no JupyterHub here, or null. */
export function jupyterhubMissing(): string | null {
  const missing = [HUB, PROXY].filter((path) => !existsSync(path))
  return missing.length === 0 ? null : `${missing.join(' and ')} not installed`
}

/** JupyterHub behind its proxy; a session is an API token of a user. */
export async function startJupyterhub(): Promise<RealServer> {
  const folder = newFolder('jupyterhub')
  const [open = 0, hub = 0, proxy = 0] = await freePorts(3)
  const proxyToken = randomBytes(16).toString('hex')
  writeFileSync(join(folder, 'jupyterhub_config.py'), settings(folder, { open, hub, proxy }, proxyToken))
  const url = `http://127.0.0.1:${open}`
  const env = { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8', CONFIGPROXY_AUTH_TOKEN: proxyToken }
  const proxyArgs = ['--ip', '127.0.0.1', '--port', open, '--api-ip', '127.0.0.1', '--api-port', proxy]
  const commands = [
    {
      command: process.execPath,
      args: [PROXY, ...proxyArgs, '--error-target', `http://127.0.0.1:${hub}/hub/error`].map(String),
      // Where Debian's own Node looks for modules.
      env: { ...env, NODE_PATH: '/usr/share/nodejs' },
    },
    { command: HUB, args: ['--config', join(folder, 'jupyterhub_config.py')], env },
  ]
  const kept = await keep({ folder, commands }, async () => (await ask(`${url}/hub/api/`)).status === 200)
  const originOf = originsInTurn()
  return {
    url,
    admin: { user: null, secret: tokenOf('console') },
    viewer: { user: null, secret: tokenOf('watcher') },
    stranger: { user: null, secret: tokenOf('stranger') },
    users: USERS,
    signIn: (user, from) => signIn(url, user, originOf(from)),
    stop: kept.stop,
  }
}

/** A program that takes a token by its user's password. JupyterHub keeps no address; the note says what the program is. */
async function signIn(url: string, user: string, { address, userAgent }: Origin): Promise<RealClient> {
  const { status, body } = await ask(`${url}/hub/api/users/${encodeURIComponent(user)}/tokens`, {
    address,
    headers: { 'user-agent': userAgent },
    body: { auth: { username: user, password: PASSWORD }, note: userAgent, expires_in: EXPIRES_SECONDS },
  })
  if (status >= 300) throw new Error(`JupyterHub did not sign ${user} in: ${status} ${body}`)
  const { token } = JSON.parse(body)
  return {
    user,
    address,
    userAgent,
    secret: token,
    async isIn() {
      const headers = { 'user-agent': userAgent, authorization: `token ${token}` }
      return (await ask(`${url}/hub/api/user`, { address, headers })).status === 200
    },
    close: () => Promise.resolve(),
  }
}

function tokenOf(service: string): string {
  return `${service}-service-token-0123456789`
}

function settings(
  folder: string,
  ports: { readonly open: number; readonly hub: number; readonly proxy: number },
  proxyToken: string,
): string {
  const services = Object.keys(SERVICES).map((name) => ({ name, api_token: tokenOf(name) }))
  const roles = Object.entries(SERVICES).map(([name, scopes]) => ({ name: `${name}-role`, scopes, services: [name] }))
  // JSON of texts and lists is Python too.
  return Object.entries({
    'JupyterHub.bind_url': `http://127.0.0.1:${ports.open}`,
    'JupyterHub.hub_bind_url': `http://127.0.0.1:${ports.hub}`,
    'JupyterHub.db_url': `sqlite:///${join(folder, 'jupyterhub.sqlite')}`,
    'JupyterHub.cookie_secret_file': join(folder, 'cookie_secret'),
    'JupyterHub.authenticator_class': 'dummy',
    'JupyterHub.services': services,
    'JupyterHub.load_roles': roles,
    'DummyAuthenticator.password': PASSWORD,
    'Authenticator.allowed_users': USERS,
    'ConfigurableHTTPProxy.api_url': `http://127.0.0.1:${ports.proxy}`,
    'ConfigurableHTTPProxy.auth_token': proxyToken,
  })
    .map(([name, value]) => `c.${name} = ${JSON.stringify(value)}\n`)
    .concat('c.ConfigurableHTTPProxy.should_start = False\n')
    .join('')
}
