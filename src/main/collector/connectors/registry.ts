import type { TestStep } from '../../../shared/contract/act.ts'
import { type Reason, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Input } from '../../../shared/profile/input.ts'
import type { Profile } from '../../../shared/profile.ts'
import type { Capabilities, CatalogueEntry, Server, ServerDraft } from '../../../shared/server.ts'
import { parseBase } from './address.ts'
import { BUILT_IN } from './built-in.ts'
import type { Connector } from './connector.ts'
import { parseProfile } from './load.ts'
import { pageCapabilitiesOf } from './page/capabilities.ts'
import { createPageConnector } from './page/page-connector.ts'
import { capabilitiesOf } from './profile/capabilities.ts'
import { createProfileConnector } from './profile/profile-connector.ts'
import { TOMCAT } from './tomcat/catalogue.ts'
import { createTomcatConnector } from './tomcat/tomcat-connector.ts'

/** What admins added to the built-in profiles, and what of it can't be used. */
export interface SavedProfiles {
  readonly profiles: readonly Profile[]
  /** Files that were refused, by the id that servers would name. */
  readonly refused: readonly { readonly id: string; readonly file: string; readonly problems: readonly Reason[] }[]
}

export const NOTHING_SAVED: SavedProfiles = { profiles: [], refused: [] }

/** A profile of Rollcall itself, with its text for those who want to write one like it. */
export interface BuiltIn {
  readonly profile: Profile
  readonly text: string
}

const PROFILES: readonly BuiltIn[] = BUILT_IN.map((json) => {
  const text = `${JSON.stringify(json, null, 2)}\n`
  return { profile: parseProfile(text, 'A built-in profile'), text }
})

/** Systems that no profile can describe: one entry each, with the connector that speaks to it. */
const CODE: readonly { readonly entry: CatalogueEntry; readonly connect: (server: Server, secret: string | null) => Connector }[] = [
  { entry: TOMCAT, connect: createTomcatConnector },
]

/** Every built-in profile. One that is not good stops the program at start. */
export function builtInProfiles(): readonly BuiltIn[] {
  return PROFILES
}

/** Whether an id belongs to a system of Rollcall itself, so that no saved profile may have it. */
export function isBuiltIn(profileId: string): boolean {
  return PROFILES.some(({ profile }) => profile.id === profileId) || CODE.some(({ entry }) => entry.id === profileId)
}

/**
 * The connector of one server with its secret. Opens nothing yet. Throws `bad-url`, `https-needed`, `credential-needed`, or `bad-input`
 * for a profile that is not known or refused, a path that leaves the server, or a credential that can't stand in a header.
 */
export function createConnector(server: Server, secret: string | null, saved: SavedProfiles = NOTHING_SAVED): Connector {
  const code = CODE.find(({ entry }) => entry.id === server.connector.profileId)
  if (code !== undefined) {
    assertInputs(server, code.entry.inputs)
    return code.connect(server, secret)
  }
  const profile = profileOf(server, saved)
  assertInputs(server, profile.inputs)
  return connectorOf(server, profile, secret)
}

/** Throws `bad-input` for a server whose profile is not known or refused: that counts before whatever else it lacks. */
export function assertProfile(server: Server, saved: SavedProfiles): void {
  if (!CODE.some(({ entry }) => entry.id === server.connector.profileId)) profileOf(server, saved)
}

/** Throws `bad-input` for an input that has to be there and is not, and for a choice that is none. */
function assertInputs(server: Server, inputs: readonly Input[]): void {
  for (const { name, label, required, choices, default: usual = '' } of inputs) {
    const given = server.connector.inputs[name]?.trim() ?? ''
    const value = given === '' ? usual : given
    if (required && value === '') throw badInput(t('connection.inputMissing', { server: server.name, input: label }))
    if (value !== '' && choices !== undefined && !choices.some((choice) => choice.value === value)) {
      throw badInput(t('connection.inputNoChoice', { server: server.name, input: label, value }))
    }
  }
}

function badInput(message: string): RollcallError {
  return new RollcallError({ code: 'bad-input', message, next: t('connection.inputNext') })
}

function connectorOf(server: Server, profile: Profile, secret: string | null): Connector {
  return profile.kind === 'api' ? createProfileConnector(server, profile, secret) : createPageConnector(server, profile, secret)
}

/**
 * *Test connection* of a server that may not even have a usable address or credential: both are told as the step they belong to. Name,
 * connection and certificate are tried also without a credential. Throws `bad-input` where the profile or what it asks for is missing:
 * then nothing can be tried.
 */
export async function* testServer(
  server: Server,
  secret: string | null,
  signal: AbortSignal,
  saved: SavedProfiles = NOTHING_SAVED,
): AsyncGenerator<TestStep, void, void> {
  let connector: Connector
  let missing: RollcallError | null = null
  try {
    try {
      connector = createConnector(server, secret, saved)
    } catch (error) {
      if (!(error instanceof RollcallError) || error.code !== 'credential-needed') throw error
      missing = error
      connector = createConnector({ ...server, auth: { kind: 'none' } }, null, saved)
    }
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code === 'bad-input') throw error
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
export function catalogue({ profiles }: SavedProfiles = NOTHING_SAVED): readonly CatalogueEntry[] {
  const builtIn = PROFILES.map(({ profile }) => entryOf(profile, 'built-in'))
  return [...builtIn, ...CODE.map(({ entry }) => entry), ...profiles.map((profile) => entryOf(profile, 'saved'))]
}

function entryOf(profile: Profile, origin: CatalogueEntry['origin']): CatalogueEntry {
  const { id, name, about, kind, auth, inputs } = profile
  const logins = profile.logins.map(({ id: loginId, name: loginName, usernameLabel, secretLabel }) => ({
    id: loginId,
    name: loginName,
    usernameLabel,
    secretLabel,
  }))
  const fillIn = profile.kind === 'api' ? profile.fillIn : []
  const capabilities = systemCapabilities(profile, { connector: { profileId: id, inputs: {}, overrides: {} }, auth })
  return { id, name, about, kind, origin, auth, logins, inputs, defaults: defaultsOf(profile), fillIn, capabilities }
}

/** What an admin may change for one server, as the profile has it. */
function defaultsOf(profile: Profile): CatalogueEntry['defaults'] {
  if (profile.kind !== 'api') return {}
  const [list] = profile.lists
  const { fields, times } = profile
  if (list === undefined) return { fields, times }
  const { paging, request, rows } = list
  return {
    // A template can't be changed for one server only; it is the profile that says what stands in it.
    ...(request.path.includes('{') ? {} : { listPath: request.path }),
    ...(typeof rows.at === 'string' ? { rows: rows.at } : {}),
    fields,
    times,
    ...(paging.kind === 'none' ? {} : { pageSize: paging.pageSize }),
  }
}

/** What the system of one server is called, and what it allows there; null for a profile that is not known or refused. */
export function systemOf(
  server: Pick<Server, 'connector' | 'auth'>,
  saved: SavedProfiles = NOTHING_SAVED,
): { readonly name: string; readonly capabilities: Capabilities } | null {
  const code = CODE.find(({ entry }) => entry.id === server.connector.profileId)?.entry
  if (code !== undefined) return { name: code.name, capabilities: code.capabilities }
  const profile = findProfile(server.connector.profileId, saved)
  return profile === null ? null : { name: profile.name, capabilities: systemCapabilities(profile, server) }
}

function systemCapabilities(profile: Profile, { connector, auth }: Pick<Server, 'connector' | 'auth'>): Capabilities {
  return profile.kind === 'api' ? capabilitiesOf(profile, connector, auth) : pageCapabilitiesOf(profile, connector, auth)
}

/** Scheme, host and port of a server's URL: what its secret is bound to. Throws `bad-url` or `https-needed`. */
export function originOf(draft: Pick<ServerDraft, 'url'>): string {
  return parseBase(draft.url).origin
}

/** A profile by its id; null when there is none that can be used. */
export function findProfile(profileId: string, { profiles }: SavedProfiles = NOTHING_SAVED): Profile | null {
  return PROFILES.find(({ profile }) => profile.id === profileId)?.profile ?? profiles.find(({ id }) => id === profileId) ?? null
}

function profileOf(server: Server, saved: SavedProfiles): Profile {
  const profile = findProfile(server.connector.profileId, saved)
  if (profile !== null) return profile
  const refused = saved.refused.find(({ id }) => id === server.connector.profileId)
  throw refused === undefined ? unknownSystem(server) : refusedSystem(server, refused)
}

function unknownSystem(server: Server): RollcallError {
  const { profileId } = server.connector
  return new RollcallError({
    code: 'bad-input',
    message: t('connection.unknownSystem', { server: server.name, profile: profileId }),
    next: t('connection.unknownSystemNext'),
  })
}

function refusedSystem(server: Server, { file, problems }: SavedProfiles['refused'][number]): RollcallError {
  const [first] = problems
  const place = first?.path ?? ''
  const values = { server: server.name, file, reason: first?.reason ?? t('refusal.noProfile') }
  return new RollcallError({
    code: 'bad-input',
    message: place === '' ? t('connection.refusedSystem', values) : t('connection.refusedSystemAt', { ...values, place }),
    next: t('connection.refusedSystemNext'),
    reasons: [...problems],
  })
}
