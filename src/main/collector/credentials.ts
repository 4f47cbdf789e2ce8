import { type Problem, RollcallError } from '../../shared/errors.ts'
import type { SecretRead } from '../../shared/keychain.ts'
import { t } from '../../shared/language/language.ts'
import type { CredentialState, Server } from '../../shared/server.ts'
import type { SecretStore } from '../keychain/client.ts'
import type { Port } from '../port.ts'
import type { PracticeAnnouncement } from '../practice/announcement.ts'
import { bindingOf } from './binding.ts'

/** How long the first reads wait for the keychain's process, which is started beside this one. */
const KEYCHAIN_START_MS = 3000

/** Whether a server is one of the built-in ones; their ids are fixed and no other id can look like them. */
export function isPractice(serverId: string): boolean {
  return serverId.startsWith('practice-')
}

/**
 * Every secret passes through here: real ones live in the keychain (or its stand-in in memory), those of the practice servers in this
 * process only. `onState` is called when a read shows that the keychain holds something else than the server list says.
 */
export class Credentials {
  readonly #store: SecretStore
  readonly #practice: Map<string, string | null>
  readonly #onState: (asked: Server, state: CredentialState) => void
  readonly #keychainReady: Promise<void>
  #markReady: () => void

  constructor(store: SecretStore, practice: readonly PracticeAnnouncement[], onState: (asked: Server, state: CredentialState) => void) {
    this.#store = store
    this.#practice = new Map(practice.map(({ id, secret }) => [id, secret]))
    this.#onState = onState
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#keychainReady = promise
    this.#markReady = resolve
  }

  /** A keychain process is there. */
  connect(port: Port): void {
    this.#store.connect(port)
    this.#markReady()
  }

  /**
   * The secret to ask a server with; null when its auth needs none. Throws, before any request, what keeps it from being had:
   * `credential-needed`, `credential-missing`, `credential-changed`, a keychain problem, or `practice-off`.
   */
  async secretOf(server: Server): Promise<string | null> {
    if (isPractice(server.id) && !this.#practice.has(server.id)) throw practiceOff(server)
    if (server.auth.kind === 'none') return null
    if (server.credential === 'needed') throw needed(server)
    if (isPractice(server.id)) return this.#practice.get(server.id) ?? null
    await this.#waitForKeychain()
    const answer = await this.#store.read(server.id, bindingOf(server))
    const state = stateAfter(answer, server.credential)
    if (state !== server.credential) this.#onState(server, state)
    if (answer.kind === 'found') return answer.secret
    throw new RollcallError(problemOf(answer, server))
  }

  /** Keeps a secret and says where. Throws when a keychain that is there can't take it. */
  async keep(server: Server, secret: string): Promise<CredentialState> {
    if (isPractice(server.id)) {
      this.#practice.set(server.id, secret)
      return 'memory'
    }
    await this.#waitForKeychain()
    return this.#store.write(server.id, secret, bindingOf(server))
  }

  /** Forgets a secret, wherever it is. False when the keychain could not be reached, so that it has to be asked again. */
  async forget(serverId: string): Promise<boolean> {
    if (!isPractice(serverId)) {
      await this.#waitForKeychain()
      return this.#store.remove(serverId)
    }
    if (this.#practice.has(serverId)) this.#practice.set(serverId, null)
    return true
  }

  async #waitForKeychain(): Promise<void> {
    const timer = setTimeout(this.#markReady, KEYCHAIN_START_MS)
    await this.#keychainReady
    clearTimeout(timer)
  }
}

/** A secret that was kept in memory only is not missing after a restart: it was never meant to survive one. */
function stateAfter(answer: SecretRead, before: CredentialState): CredentialState {
  switch (answer.kind) {
    case 'found':
      return before === 'memory' ? 'memory' : 'stored'
    case 'missing':
      return before === 'memory' ? 'needed' : 'missing'
    case 'changed':
      return 'changed'
    case 'unavailable':
      return before
  }
}

function problemOf(answer: Exclude<SecretRead, { kind: 'found' }>, server: Server): Problem {
  if (answer.kind === 'unavailable' && answer.keychain.problem !== null) {
    const { code, message, next, technical } = answer.keychain.problem
    return { code, message: t('collector.notAsked', { server: server.name, why: message }), next, technical }
  }
  if (answer.kind === 'changed') {
    return {
      code: 'credential-changed',
      message: t('collector.secretChanged', { server: server.name }),
      next: t('collector.secretAgain', { server: server.name }),
    }
  }
  return {
    code: 'credential-missing',
    message: t('collector.secretMissing', { server: server.name }),
    next: t('collector.secretAgain', { server: server.name }),
  }
}

function needed(server: Server): RollcallError {
  return new RollcallError({
    code: 'credential-needed',
    message: t('collector.secretNeeded', { server: server.name }),
    next: t('collector.secretNeededNext', { server: server.name }),
  })
}

function practiceOff(server: Server): RollcallError {
  return new RollcallError({
    code: 'practice-off',
    message: t('collector.practiceOff', { server: server.name }),
    next: t('collector.practiceOffNext'),
  })
}
