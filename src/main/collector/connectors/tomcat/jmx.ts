import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Acted, Client } from '../client.ts'
import { shown } from '../shown.ts'
import type { WireRequest } from '../wire.ts'
import { type Context, contextOf } from './context.ts'

/** What is being done, and until when (monotonic ms). */
export interface Task {
  readonly doing: string
  readonly signal: AbortSignal
  readonly endsAt: number
}

/** Tomcat's JMX proxy: text for programs, by GET alone. */
export interface JmxProxy {
  /** The applications that have sessions, of all virtual hosts or of one. Throws `bad-input` for several hosts of which none was chosen. */
  contexts(task: Task): Promise<readonly Context[]>
  /** The ids of an application's sessions. */
  ids(context: Context, task: Task): Promise<readonly string[]>
  /** A moment of one session, epoch ms; null for one that is gone. */
  time(context: Context, id: string, what: 'getCreationTimestamp' | 'getLastAccessedTimestamp', task: Task): Promise<number | null>
  /** Ends one session. An id that is gone is answered as if it had been ended. */
  expire(context: Context, id: string, task: Task): Promise<{ readonly acted: Acted; readonly problem: RollcallError | null }>
}

interface Options {
  readonly client: Client
  readonly serverName: string
  /** Path of the manager, below the server's base path. */
  readonly manager: string
  readonly host: string
  /** Hears the clock's difference of each answer, in ms. */
  onClock(offset: number): void
}

export function jmxProxy({ client, serverName, manager, host, onClock }: Options): JmxProxy {
  function request(parameters: Readonly<Record<string, string>>, doing: string, id?: string): WireRequest {
    const query = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    return { method: 'GET', target: `${manager}/jmxproxy/?${query.join('&')}`, doing, ...(id === undefined ? {} : { secrets: [id] }) }
  }

  async function ask(parameters: Readonly<Record<string, string>>, task: Task, id?: string): Promise<string> {
    const wire = request(parameters, task.doing, id)
    const answer = await client.read(wire, task.signal, Math.max(1, task.endsAt - performance.now()))
    if (answer.clockOffset !== null) onClock(answer.clockOffset)
    const read = readJmx(answer.text())
    if (read.kind === 'error') throw refused(task, read.why)
    return read.text
  }

  function refused(task: Task, why: string): RollcallError {
    const isGone = /InstanceNotFoundException/.test(why)
    const at = { server: serverName, doing: task.doing }
    const technical = shown(why, 200)
    return new RollcallError(
      isGone
        ? { code: 'not-found', message: t('tomcat.undeployed', at), next: t('tomcat.undeployedNext'), technical }
        : { code: 'server-error', message: t('tomcat.saidFailed', at), next: t('tomcat.saidFailedNext'), technical },
    )
  }

  function withoutApplications(task: Task): RollcallError {
    return new RollcallError({
      code: 'wrong-shape',
      message: t('tomcat.namedNone', { server: serverName, doing: task.doing }),
      next: t('tomcat.namedNoneNext'),
    })
  }

  function operation(context: Context, op: string, id?: string): Readonly<Record<string, string>> {
    return { invoke: context.bean ?? '', op, ...(id === undefined ? {} : { ps: id }) }
  }

  return {
    async contexts(task) {
      const text = await ask({ qry: '*:type=Manager,*' }, task)
      const all = [...text.matchAll(/^Name: (.{1,1000})$/gm)].flatMap(([, bean = '']) => {
        const parts = new Map(
          bean
            .slice(bean.indexOf(':') + 1)
            .split(',')
            .map((part) => part.split('=', 2) as [string, string]),
        )
        const name = parts.get('context')
        return name === undefined ? [] : [{ host: parts.get('host') ?? '', context: contextOf(name, bean.trim()) }]
      })
      // The manager that answers is an application itself.
      if (all.length === 0) throw withoutApplications(task)
      const hosts = [...new Set(all.map((one) => one.host))]
      if (host === '' && hosts.length > 1) throw severalHosts(serverName, hosts)
      if (host !== '' && !hosts.includes(host)) throw noSuchHost(serverName, host, hosts)
      return all.filter((one) => host === '' || one.host === host).map(({ context }) => context)
    },
    async ids(context, task) {
      const text = await ask(operation(context, 'listSessionIds'), task)
      return text.split(/\s+/).filter((id) => id !== '')
    },
    async time(context, id, what, task) {
      const text = (await ask(operation(context, what, id), task, id)).trim()
      const at = /^-?\d{1,16}$/.test(text) ? Number(text) : Number.NaN
      if (Number.isNaN(at)) throw refused(task, 'The time is no number.')
      return at < 0 ? null : at
    },
    async expire(context, id, task) {
      const wire = request(operation(context, 'expireSession', id), task.doing, id)
      const acted = await client.act(wire, task.signal)
      if (acted.kind === 'broken') return { acted, problem: null }
      const problem = client.failureOf(wire, acted.answer)
      if (problem !== null) return { acted, problem }
      const read = readJmx(acted.answer.text())
      return { acted, problem: read.kind === 'error' ? refused(task, read.why) : null }
    },
  }
}

/** Takes an answer apart; a failure too comes with a good status. It is `OK - …` and then, on further lines, what was asked for; or `Error - …` and a trace of the program. */
export function readJmx(text: string): { readonly kind: 'ok'; readonly text: string } | { readonly kind: 'error'; readonly why: string } {
  const [first = '', ...rest] = text.split(/\r?\n/)
  if (first.startsWith('OK - ')) return { kind: 'ok', text: rest.join('\n') }
  if (first.startsWith('Error - ')) return { kind: 'error', why: masked(first.slice('Error - '.length)) }
  return { kind: 'error', why: 'The answer does not begin with “OK” or “Error”.' }
}

/** Ids are keys to sessions; a message about one may repeat it. */
export function masked(text: string): string {
  return text.replace(/[0-9A-Fa-f]{16,}/g, '[secret]')
}

function severalHosts(serverName: string, hosts: readonly string[]): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: t('tomcat.severalHosts', { server: serverName, hosts: hosts.map((name) => shown(name, 60)).join(', ') }),
    next: t('tomcat.severalHostsNext'),
  })
}

/** A list of the applications of a host that is not there would be empty and look complete. */
function noSuchHost(serverName: string, host: string, hosts: readonly string[]): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: t('tomcat.noSuchHost', {
      server: serverName,
      host: shown(host, 60),
      hosts: hosts.map((name) => shown(name, 60)).join(', '),
    }),
    next: t('tomcat.noSuchHostNext'),
  })
}
