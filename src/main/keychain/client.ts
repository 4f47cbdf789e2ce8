import { type Problem, RollcallError } from '../../shared/errors.ts'
import type { KeychainState, SecretRead } from '../../shared/keychain.ts'
import type { Port } from '../port.ts'
import { createKeychainAccess } from './access.ts'
import { type Owner, openEnvelope, sealEnvelope } from './envelope.ts'
import { Secret } from './secret.ts'

/** After a person pressed Try again, the system's question for the keychain password may stay open this long, in ms. */
const PROMPT_DEADLINE = 60_000

/** An entry of our own that is always there in an open keychain. No server id looks like it. */
const CANARY = 'Rollcall canary'
const CANARY_OWNER: Owner = { id: CANARY, binding: '' }
const CANARY_TEXT = 'This entry tells Rollcall that the keychain is open.'

/** Keeps one secret per server in the OS keychain, or in memory where there is none; never in a file. */
export interface SecretStore {
  /**
   * Never takes a null of the keychain for "no secret" before the canary entry was seen; a secret that was written with another binding is
   * `changed`. Never rejects.
   */
  read(serverId: string, binding: string): Promise<SecretRead>
  /**
   * `binding` is all that the secret is given for, as one text. `memory` when there is no keychain. Throws `bad-input`, `keychain-locked`
   * or `keychain-stuck`.
   */
  write(serverId: string, secret: string, binding: string): Promise<'stored' | 'memory'>
  /**
   * Forgets a secret in every state of the keychain; what can not be reached now is removed as soon as it can. True when the keychain
   * showed that it is gone: until then whoever asked has to remember it beyond the end of the program. Never rejects.
   */
  remove(serverId: string): Promise<boolean>
  readonly state: KeychainState
  onState(listener: (state: KeychainState) => void): void
  /** Asks a keychain again that was absent, locked or stuck; only on a person's wish, since it may open the system's prompt. */
  retry(): Promise<KeychainState>
  /** A fresh keychain process. */
  connect(port: Port): void
}

/** What a secret store needs from its host. `service` is the name in front of every entry; `promptDeadline` is shorter in tests only. */
export interface SecretStoreOptions {
  readonly service: string
  readonly restartKeychain: () => void
  readonly promptDeadline?: number
}

/** The one way to the OS keychain. Calls go out one at a time, so a frozen keychain holds up one call and not the program. */
export function createSecretStore({ service, restartKeychain, promptDeadline = PROMPT_DEADLINE }: SecretStoreOptions): SecretStore {
  const keychain = createKeychainAccess(service, restartKeychain)
  /** Envelopes, as they would stand in the keychain. */
  const memory = new Map<string, Secret>()
  const toRemove = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  /** Absent, locked and stuck keychains are left alone until a person presses Try again: each call might open a prompt or freeze. */
  function mayAsk(): boolean {
    return keychain.state.state === 'unknown' || keychain.state.state === 'working'
  }

  /** Proves that the keychain shows its entries, or throws. The canary is written when it is not there: a locked keychain refuses that. */
  async function prove(deadline?: number): Promise<void> {
    const seen = async (): Promise<boolean> => openEnvelope(CANARY_OWNER, (await keychain.get(CANARY, deadline)) ?? '') !== null
    if (!(await seen())) {
      await keychain.set(CANARY, sealEnvelope(CANARY_OWNER, CANARY_TEXT), deadline)
      if (!(await seen())) keychain.foundLocked()
    }
    keychain.foundWorking()
  }

  /** A null counts only after the proof, and is asked for again: the keychain may have been opened in between. */
  async function getProven(account: string): Promise<string | null> {
    const first = await keychain.get(account)
    if (first === null) await prove()
    else keychain.foundWorking()
    return first ?? keychain.get(account)
  }

  async function readStored(owner: Owner): Promise<SecretRead> {
    const stored = await getProven(owner.id)
    return stored === null ? { kind: 'missing' } : opened(owner, stored)
  }

  async function writeStored(serverId: string, envelope: string): Promise<void> {
    await keychain.set(serverId, envelope)
    toRemove.delete(serverId)
    if ((await getProven(serverId)) !== envelope) keychain.foundUnfaithful()
    memory.delete(serverId)
  }

  async function removeStored(): Promise<void> {
    for (const serverId of toRemove) {
      await keychain.remove(serverId)
      if ((await getProven(serverId)) === null) toRemove.delete(serverId)
    }
  }

  function fromMemory(owner: Owner): SecretRead | null {
    const kept = memory.get(owner.id)
    return kept === undefined ? null : opened(owner, kept.reveal())
  }

  return {
    get state() {
      return keychain.state
    },
    onState: keychain.onState,
    connect: keychain.connect,
    async read(serverId, binding) {
      const owner = { id: serverId, binding }
      const unavailable = (problem = keychain.state.problem): SecretRead => {
        const { state } = keychain.state
        // By now a fresh process may have made the state unknown again; the trouble of this call still stands.
        return { kind: 'unavailable', keychain: { state: mayAsk() ? 'stuck' : state, problem } }
      }
      return (
        fromMemory(owner) ??
        oneAtATime(async () => {
          if (toRemove.has(serverId)) return { kind: 'missing' }
          return mayAsk() ? ifReachable(() => readStored(owner), unavailable) : (fromMemory(owner) ?? unavailable())
        })
      )
    },
    async write(serverId, secret, binding) {
      const envelope = sealEnvelope({ id: serverId, binding }, secret)
      return oneAtATime(async () => {
        if (mayAsk()) await ifReachable(() => writeStored(serverId, envelope), ignore)
        if (keychain.state.state === 'working') return 'stored'
        if (keychain.state.state !== 'absent' && keychain.state.problem !== null) throw new RollcallError(keychain.state.problem)
        memory.set(serverId, new Secret(envelope))
        return 'memory'
      })
    },
    async remove(serverId) {
      memory.delete(serverId)
      return oneAtATime(async () => {
        memory.delete(serverId)
        toRemove.add(serverId)
        if (mayAsk()) await ifReachable(removeStored, ignore)
        return !toRemove.has(serverId)
      })
    },
    retry: () =>
      oneAtATime(async () => {
        // A fresh process: libraries in the old one may cling to a keychain that is gone, or have given up for good.
        if (!mayAsk()) keychain.restart()
        await ifReachable(async () => {
          await prove(promptDeadline)
          await removeStored()
        }, ignore)
        return keychain.state
      }),
  }
}

function opened(owner: Owner, envelope: string): SecretRead {
  const secret = openEnvelope(owner, envelope)
  return secret === null ? { kind: 'changed' } : { kind: 'found', secret }
}

/** For work whose failure shows in the state alone. */
const ignore = (): void => undefined

/** Does the work, or gives `otherwise` when the keychain could not be reached; the state then says why. */
async function ifReachable<T>(work: () => Promise<T>, otherwise: (problem: Problem) => T): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof RollcallError) return otherwise(error.problem)
    throw error
  }
}
