import { createHash, randomBytes } from 'node:crypto'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'amqplib'
import { ask, basic } from './ask.ts'
import { freePorts, keep, newFolder } from './kept.ts'
import { type Origin, originsInTurn, type RealClient, type RealServer } from './real-server.ts'

const SERVER = '/usr/lib/rabbitmq/bin/rabbitmq-server'
const EPMD = '/usr/bin/epmd'
const USERS = ['alice', 'bob', 'carol', 'zoë o/brien 50%']
/** Management accounts, by RabbitMQ's tag for what they may do. */
const ACCOUNTS = [
  { name: 'admin', tag: 'administrator' },
  { name: 'watcher', tag: 'monitoring' },
  ...USERS.map((name) => ({ name, tag: '' })),
]

/** Why there is no RabbitMQ here, or null. */
export function rabbitmqMissing(): string | null {
  const missing = [SERVER, EPMD].filter((path) => !existsSync(path))
  return missing.length === 0 ? null : `${missing.join(' and ')} not installed`
}

/** RabbitMQ with its management plugin; a session is an AMQP connection. */
export async function startRabbitmq(): Promise<RealServer> {
  const folder = newFolder('rabbitmq')
  const [amqp = 0, management = 0, distribution = 0, epmd = 0] = await freePorts(4)
  writeSettings(folder, amqp, management)
  const url = `http://127.0.0.1:${management}`
  const env = {
    PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
    LANG: 'C.UTF-8',
    // Where Erlang keeps the secret that its nodes share.
    HOME: folder,
    ERL_EPMD_PORT: String(epmd),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `rollcall-${randomBytes(4).toString('hex')}@localhost`,
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(folder, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_GENERATED_CONFIG_DIR: join(folder, 'config'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    // Lets the script become the server instead of waiting for it, so that signals reach the server.
    RUNNING_UNDER_SYSTEMD: 'true',
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-start_epmd false -kernel inet_dist_use_interface {127,0,0,1}',
  }
  const commands = [
    // Started by us, because the one that Erlang starts by itself outlives everything.
    { command: EPMD, args: ['-port', String(epmd), '-address', '127.0.0.1'], env },
    { command: SERVER, args: [], env },
  ]
  const authorization = basic('admin', passwordOf('admin'))
  const kept = await keep({ folder, commands }, async () => {
    const { status, body } = await ask(`${url}/api/overview`, { headers: { authorization } })
    // The management pages answer before clients can connect.
    return status === 200 && /"protocol":"amqp"/.test(body)
  })
  const originOf = originsInTurn()
  return {
    url,
    admin: { user: 'admin', secret: passwordOf('admin') },
    viewer: { user: 'watcher', secret: passwordOf('watcher') },
    stranger: { user: 'alice', secret: passwordOf('alice') },
    users: USERS,
    signIn: (user, from) => signIn(amqp, user, originOf(from)),
    stop: kept.stop,
  }
}

/** What a program calls itself goes into the client properties; there is no header for it here. */
async function signIn(port: number, user: string, { address, userAgent }: Origin): Promise<RealClient> {
  // amqplib hands these on to the socket, whatever its types know of it.
  const socketOptions = { localAddress: address, clientProperties: { connection_name: userAgent } }
  const account = { username: user, password: passwordOf(user) }
  const connection = await connect({ protocol: 'amqp', hostname: '127.0.0.1', port, vhost: '/', ...account }, socketOptions)
  let open = true
  // Without a listener, a connection that the server closes would end the test.
  connection.on('error', () => undefined)
  connection.on('close', () => {
    open = false
  })
  return {
    user,
    address,
    userAgent,
    secret: null,
    async isIn() {
      try {
        const channel = await connection.createChannel()
        await channel.close()
        return true
      } catch {
        return false
      }
    },
    async close() {
      if (open) await connection.close()
    },
  }
}

function passwordOf(user: string): string {
  return `${user}-password`
}

function writeSettings(folder: string, amqp: number, management: number): void {
  const definitions = join(folder, 'definitions.json')
  writeFileSync(
    definitions,
    JSON.stringify({
      vhosts: [{ name: '/' }],
      users: ACCOUNTS.map(({ name, tag }) => ({
        name,
        tags: tag,
        password_hash: hash(passwordOf(name)),
        hashing_algorithm: 'rabbit_password_hashing_sha256',
      })),
      permissions: ACCOUNTS.map(({ name }) => ({ user: name, vhost: '/', configure: '.*', write: '.*', read: '.*' })),
    }),
  )
  const settings = {
    'listeners.tcp.1': `127.0.0.1:${amqp}`,
    'management.tcp.ip': '127.0.0.1',
    'management.tcp.port': management,
    load_definitions: definitions,
    // A connection is listed once its numbers are in, every five seconds without these.
    collect_statistics_interval: 1000,
    'management.sample_retention_policies.global.minute': 1,
    'management.sample_retention_policies.basic.minute': 1,
    'management.sample_retention_policies.detailed.10': 1,
    'log.file': 'false',
    'log.console': 'true',
    'log.console.level': 'warning',
  }
  writeFileSync(
    join(folder, 'rabbitmq.conf'),
    Object.entries(settings)
      .map(([key, value]) => `${key} = ${value}\n`)
      .join(''),
  )
  writeFileSync(join(folder, 'advanced.config'), '[].\n')
  writeFileSync(join(folder, 'enabled_plugins'), '[rabbitmq_management].\n')
}

/** RabbitMQ's own form of a password: four bytes of salt, then the SHA-256 of salt and password. */
function hash(password: string): string {
  const salt = randomBytes(4)
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64')
}
