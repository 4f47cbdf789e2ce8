import type { SessionField } from '../../../shared/profile/field.ts'
import { SESSION_FIELDS } from '../../../shared/profile/field.ts'
import { TIME_FIELDS, type TimeField } from '../../../shared/profile/time.ts'
import type { ProfileOverrides } from '../../../shared/profile.ts'
import type { CatalogueEntry, Environment, ServerDraft, Trust } from '../../../shared/server.ts'
import { ruleText, timeText } from './override-text.ts'

/** A way to sign in as it is chosen: one of the plain ones, or `login:` and the id of one of the system's own. */
export type SignInChoice = 'none' | 'basic' | 'header' | 'query' | `login:${string}`

/** What stands in the dialog's fields: texts as typed. An empty text of the section *Field names* means the system's own default. */
export interface ServerForm {
  name: string
  url: string
  profileId: string
  inputs: Record<string, string>
  signIn: SignInChoice
  username: string
  headerName: string
  headerTemplate: string
  queryName: string
  /** Write-only: starts empty and is never filled from anywhere. */
  secret: string
  environment: Environment
  intervalSeconds: string
  timeoutSeconds: string
  viewOnly: boolean
  /** As typed, with commas between them. */
  tags: string
  /** Empty: as the system says. */
  idleTimeoutMinutes: string
  trustKind: Trust['kind']
  authorityPem: string
  pinPem: string
  pinSha256: string
  listPath: string
  rows: string
  total: string
  pageSize: string
  fields: Record<SessionField, string>
  times: Record<TimeField, string>
}

/** A place in the form that can carry an error; `fields.user`, `times.createdAt` and `inputs.realm` for the parts of a group. */
export type FormPlace =
  | Exclude<keyof ServerForm, 'fields' | 'times' | 'inputs'>
  | `fields.${SessionField}`
  | `times.${TimeField}`
  | `inputs.${string}`

const HEADER_PRESET = { headerName: 'Authorization', headerTemplate: 'Bearer {secret}' } as const

type SignInFields = Pick<ServerForm, 'signIn' | 'username' | 'headerName' | 'headerTemplate' | 'queryName'>

/** An empty form for one kind of system. */
export function emptyForm(entry: CatalogueEntry | undefined): ServerForm {
  return {
    name: '',
    url: '',
    profileId: entry?.id ?? '',
    inputs: inputFields(entry),
    ...authFields(entry?.auth ?? { kind: 'none' }),
    secret: '',
    environment: 'production',
    intervalSeconds: '30',
    timeoutSeconds: '30',
    viewOnly: false,
    tags: '',
    idleTimeoutMinutes: '',
    ...trustFields({ kind: 'system' }),
    ...overrideFields({}),
  }
}

/** The form of a server that is there already. The secret is not among what is known of it. */
export function formOf(server: ServerDraft, entry?: CatalogueEntry): ServerForm {
  return {
    name: server.name,
    url: server.url,
    profileId: server.connector.profileId,
    inputs: { ...emptyInputs(entry), ...server.connector.inputs },
    ...authFields(server.auth),
    secret: '',
    environment: server.environment,
    intervalSeconds: String(server.intervalSeconds),
    timeoutSeconds: String(server.timeoutSeconds),
    viewOnly: server.viewOnly,
    tags: server.tags.join(', '),
    idleTimeoutMinutes: server.idleTimeoutMinutes === null ? '' : String(server.idleTimeoutMinutes),
    ...trustFields(server.trust),
    ...overrideFields(server.connector.overrides),
  }
}

/** The sign-in fields as a system's profile proposes them, for when another system is chosen. */
export function authFields(auth: ServerDraft['auth']): SignInFields {
  return {
    signIn: auth.kind === 'login' ? `login:${auth.login}` : auth.kind,
    username: auth.kind === 'basic' || auth.kind === 'login' ? auth.username : '',
    headerName: auth.kind === 'header' ? auth.name : HEADER_PRESET.headerName,
    headerTemplate: auth.kind === 'header' ? auth.template : HEADER_PRESET.headerTemplate,
    queryName: auth.kind === 'query' ? auth.name : '',
  }
}

/** The sign-in of the system's own that is chosen; undefined for a plain one. */
export function loginOf(choice: SignInChoice, entry: CatalogueEntry | undefined): CatalogueEntry['logins'][number] | undefined {
  return entry?.logins.find(({ id }) => choice === `login:${id}`)
}

/** The system's inputs with what usually stands there. */
export function inputFields(entry: CatalogueEntry | undefined): Record<string, string> {
  return Object.fromEntries((entry?.inputs ?? []).map((input) => [input.name, input.default ?? '']))
}

/** A field that is not there at all would keep what was typed for another system. */
function emptyInputs(entry: CatalogueEntry | undefined): Record<string, string> {
  return Object.fromEntries((entry?.inputs ?? []).map((input) => [input.name, '']))
}

function trustFields(trust: Trust): Pick<ServerForm, 'trustKind' | 'authorityPem' | 'pinPem' | 'pinSha256'> {
  return {
    trustKind: trust.kind,
    authorityPem: trust.kind === 'authority' ? trust.pem : '',
    pinPem: trust.kind === 'pin' ? trust.pem : '',
    pinSha256: trust.kind === 'pin' ? trust.sha256 : '',
  }
}

/** The fields of the section *Field names*, as texts. */
export function overrideFields(
  overrides: ProfileOverrides,
): Pick<ServerForm, 'listPath' | 'rows' | 'total' | 'pageSize' | 'fields' | 'times'> {
  return {
    listPath: overrides.listPath ?? '',
    rows: overrides.rows ?? '',
    total: overrides.total ?? '',
    pageSize: overrides.pageSize === undefined ? '' : String(overrides.pageSize),
    fields: Object.fromEntries(SESSION_FIELDS.map((field) => [field, ruleText(overrides.fields?.[field])])) as Record<SessionField, string>,
    times: Object.fromEntries(TIME_FIELDS.map((field) => [field, timeText(overrides.times?.[field])])) as Record<TimeField, string>,
  }
}
