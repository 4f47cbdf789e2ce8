import type { TestStep } from '../../../shared/contract/act.ts'
import { RollcallError } from '../../../shared/errors.ts'
import { type Profile, profileSchema } from '../../../shared/profile.ts'
import type { CatalogueEntry, Server, ServerDraft } from '../../../shared/server.ts'
import { parseBase } from './address.ts'
import type { Connector } from './connector.ts'
import { capabilitiesOf } from './profile/compile.ts'
import { createProfileConnector } from './profile/profile-connector.ts'
import adminSessions from './profiles/admin-sessions.json' with { type: 'json' }

/** Every built-in profile, in the order of the server dialog. A profile that does not fit its schema stops the program at start. */
const PROFILES: readonly Profile[] = [adminSessions].map((profile) => profileSchema.parse(profile))

/**
 * The connector of one server with its secret. Opens nothing yet. Throws `bad-url`, `https-needed`, `credential-needed`, or `bad-input`
 * for a profile that is not known, a path that leaves the server, or a credential that can't stand in a header.
 */
export function createConnector(server: Server, secret: string | null): Connector {
  return createProfileConnector(server, profileOf(server), secret)
}

/**
 * *Test connection* of a server that may not even have a usable address or credential: what keeps a connector from being made is told as
 * the step it belongs to. Name, connection and certificate are tried also without a credential.
 */
export async function* testServer(server: Server, secret: string | null, signal: AbortSignal): AsyncGenerator<TestStep, void, void> {
  let connector: Connector
  let missing: RollcallError | null = null
  try {
    try {
      connector = createConnector(server, secret)
    } catch (error) {
      if (!(error instanceof RollcallError) || error.code !== 'credential-needed') throw error
      missing = error
      connector = createConnector({ ...server, auth: { kind: 'none' } }, null)
    }
  } catch (error) {
    if (!(error instanceof RollcallError)) throw error
    yield { step: 'address', result: 'failed', detail: error.message, problem: error.problem }
    return
  }
  try {
    for await (const step of connector.test(signal)) {
      yield step
      if (missing === null || step.step !== 'tls' || step.result === 'failed') continue
      yield { step: 'sign-in', result: 'failed', detail: missing.message, problem: missing.problem }
      return
    }
  } finally {
    await connector.close()
  }
}

/** Every kind of system that can be added, for the server dialog. */
export function catalogue(): readonly CatalogueEntry[] {
  return PROFILES.map((profile) => ({
    id: profile.id,
    name: profile.name,
    about: profile.about,
    auth: profile.auth,
    defaults: { listPath: profile.list.path, fields: profile.fields, times: profile.times, pageSize: profile.list.paging.pageSize },
    capabilities: capabilitiesOf(profile, {}, profile.auth),
  }))
}

/** Scheme, host and port of a server's URL: what its secret is bound to. Throws `bad-url` or `https-needed`. */
export function originOf(draft: Pick<ServerDraft, 'url'>): string {
  return parseBase(draft.url).origin
}

function profileOf(server: Server): Profile {
  const profile = PROFILES.find(({ id }) => id === server.connector.profileId)
  if (profile !== undefined) return profile
  throw new RollcallError({
    code: 'bad-input',
    message: `${server.name} is a kind of system that this Rollcall does not know (“${server.connector.profileId}”).`,
    next: 'Choose another kind of system in the server’s settings, or update Rollcall.',
  })
}
