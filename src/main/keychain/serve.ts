import type { Port } from '../port.ts'
import { failureOf, type Keytar } from './keytar.ts'
import { type KeychainAnswer, type KeychainRequest, keychainRequestSchema } from './protocol.ts'

/**
 * Answers keychain requests that arrive on `port`, one at a time: four calls on a frozen keyring would take all four threads of the
 * process. Nothing is logged here, not even sizes.
 */
export function serveKeychain(port: Port, load: () => Keytar): void {
  let last: Promise<void> = Promise.resolve()
  port.onMessage((message) => {
    const parsed = keychainRequestSchema.safeParse(message)
    if (!parsed.success) return
    last = last.then(async () => port.post(await answer(parsed.data, load)))
  })
}

async function answer(request: KeychainRequest, load: () => Keytar): Promise<KeychainAnswer> {
  const { sequence } = request
  try {
    return { sequence, ok: true, value: await perform(request, load()) }
  } catch (error) {
    return { sequence, ok: false, ...failureOf(error) }
  }
}

async function perform(request: KeychainRequest, keytar: Keytar): Promise<string | null> {
  const { service, account } = request
  if (request.verb === 'get') return keytar.getPassword(service, account)
  if (request.verb === 'set') await keytar.setPassword(service, account, request.value)
  else await keytar.deletePassword(service, account)
  return null
}
