import type { z } from 'zod'
import { secretInputSchema } from '../../../shared/contract/act.ts'
import { type ProfileOverrides, SESSION_FIELDS, type SessionField, type TimeKind } from '../../../shared/profile.ts'
import { type CatalogueEntry, type Environment, type ServerDraft, serverDraftSchema, type Trust } from '../../../shared/server.ts'

/** The facts whose way of writing a moment can differ from server to server. */
export const TIME_FIELDS = ['createdAt', 'lastActiveAt', 'expiresAt'] as const
export type TimeField = (typeof TIME_FIELDS)[number]

/** What stands in the dialog's fields: texts as typed. An empty text of the section *Field names* means the system's own default. */
export interface ServerForm {
  name: string
  url: string
  profileId: string
  authKind: 'none' | 'basic' | 'header'
  username: string
  headerName: string
  headerTemplate: string
  /** Write-only: starts empty and is never filled from anywhere. */
  secret: string
  environment: Environment
  intervalSeconds: string
  timeoutSeconds: string
  viewOnly: boolean
  trustKind: Trust['kind']
  authorityPem: string
  pinPem: string
  pinSha256: string
  listPath: string
  rows: string
  total: string
  pageSize: string
  fields: Record<SessionField, string>
  times: Record<TimeField, TimeKind | ''>
}

/** A place in the form that can carry an error; `fields.user` and `times.createdAt` for the parts of *Field names*. */
export type FormPlace = Exclude<keyof ServerForm, 'fields' | 'times'> | `fields.${SessionField}` | `times.${TimeField}`

const HEADER_PRESET = { headerName: 'Authorization', headerTemplate: 'Bearer {secret}' } as const

/** An empty form for the first system of the catalogue. */
export function emptyForm(entry: CatalogueEntry | undefined): ServerForm {
  return {
    name: '',
    url: '',
    profileId: entry?.id ?? '',
    ...authFields(entry?.auth ?? { kind: 'none' }),
    secret: '',
    environment: 'production',
    intervalSeconds: '30',
    timeoutSeconds: '30',
    viewOnly: false,
    ...trustFields({ kind: 'system' }),
    ...overrideFields({}),
  }
}

/** The form of a server that is there already. The secret is not among what is known of it. */
export function formOf(server: ServerDraft): ServerForm {
  return {
    name: server.name,
    url: server.url,
    profileId: server.connector.profileId,
    ...authFields(server.auth),
    secret: '',
    environment: server.environment,
    intervalSeconds: String(server.intervalSeconds),
    timeoutSeconds: String(server.timeoutSeconds),
    viewOnly: server.viewOnly,
    ...trustFields(server.trust),
    ...overrideFields(server.connector.overrides),
  }
}

/** The sign-in fields as a system's profile proposes them, for when another system is chosen. */
export function authFields(auth: ServerDraft['auth']): Pick<ServerForm, 'authKind' | 'username' | 'headerName' | 'headerTemplate'> {
  return {
    authKind: auth.kind,
    username: auth.kind === 'basic' ? auth.username : '',
    headerName: auth.kind === 'header' ? auth.name : HEADER_PRESET.headerName,
    headerTemplate: auth.kind === 'header' ? auth.template : HEADER_PRESET.headerTemplate,
  }
}

function trustFields(trust: Trust): Pick<ServerForm, 'trustKind' | 'authorityPem' | 'pinPem' | 'pinSha256'> {
  return {
    trustKind: trust.kind,
    authorityPem: trust.kind === 'authority' ? trust.pem : '',
    pinPem: trust.kind === 'pin' ? trust.pem : '',
    pinSha256: trust.kind === 'pin' ? trust.sha256 : '',
  }
}

function overrideFields(overrides: ProfileOverrides): Pick<ServerForm, 'listPath' | 'rows' | 'total' | 'pageSize' | 'fields' | 'times'> {
  return {
    listPath: overrides.listPath ?? '',
    rows: overrides.rows ?? '',
    total: overrides.total ?? '',
    pageSize: overrides.pageSize === undefined ? '' : String(overrides.pageSize),
    fields: Object.fromEntries(SESSION_FIELDS.map((field) => [field, overrides.fields?.[field]?.join(', ') ?? ''])) as Record<
      SessionField,
      string
    >,
    times: Object.fromEntries(TIME_FIELDS.map((field) => [field, overrides.times?.[field] ?? ''])) as Record<TimeField, TimeKind | ''>,
  }
}

/** A draft as the form has it, or what is wrong with it at which place. */
export type ReadForm =
  | { readonly ok: true; readonly draft: ServerDraft; readonly secret: string | undefined }
  | { readonly ok: false; readonly errors: ReadonlyMap<FormPlace, string> }

/** Turns the fields into a draft, checked by the same schema as the collector checks it with. */
export function readForm(form: ServerForm): ReadForm {
  const errors = new Map<FormPlace, string>()
  const parsed = serverDraftSchema.safeParse(looseDraft(form))
  for (const issue of parsed.error?.issues ?? []) {
    const place = placeOf(issue.path, form)
    if (!errors.has(place)) errors.set(place, wordsAt(place) ?? sentence(issue.message))
  }
  const url = urlTrouble(form.url)
  if (url !== null) errors.set('url', url)
  if (form.trustKind === 'authority' && !form.authorityPem.includes('-----BEGIN CERTIFICATE-----')) {
    errors.set('authorityPem', 'Paste the certificate of the authority, with its BEGIN CERTIFICATE line.')
  }
  const secret = form.authKind === 'none' || form.secret === '' ? undefined : form.secret
  const secretIssue = secret === undefined ? undefined : secretInputSchema.safeParse(secret).error?.issues[0]
  if (secretIssue !== undefined) errors.set('secret', sentence(secretIssue.message))
  if (errors.size > 0 || parsed.data === undefined) return { ok: false, errors }
  return { ok: true, draft: parsed.data, secret }
}

function looseDraft(form: ServerForm): z.input<typeof serverDraftSchema> {
  return {
    name: form.name,
    url: form.url.trim().replace(/\/+$/, ''),
    connector: { profileId: form.profileId, overrides: looseOverrides(form) },
    auth: looseAuth(form),
    trust: looseTrust(form),
    environment: form.environment,
    intervalSeconds: wholeNumber(form.intervalSeconds),
    timeoutSeconds: wholeNumber(form.timeoutSeconds),
    viewOnly: form.viewOnly,
  }
}

function looseAuth(form: ServerForm): ServerDraft['auth'] {
  if (form.authKind === 'basic') return { kind: 'basic', username: form.username }
  if (form.authKind === 'header') return { kind: 'header', name: form.headerName.trim(), template: form.headerTemplate }
  return { kind: 'none' }
}

function looseTrust(form: ServerForm): Trust {
  if (form.trustKind === 'authority') return { kind: 'authority', pem: form.authorityPem.trim() }
  if (form.trustKind === 'pin') return { kind: 'pin', pem: form.pinPem, sha256: form.pinSha256 }
  return { kind: 'system' }
}

function looseOverrides(form: ServerForm): ProfileOverrides {
  const fields = SESSION_FIELDS.map((field) => [field, paths(form.fields[field])] as const).filter(([, list]) => list.length > 0)
  const times = TIME_FIELDS.map((field) => [field, form.times[field]] as const).filter(([, kind]) => kind !== '')
  return {
    ...given('listPath', form.listPath.trim()),
    ...given('rows', form.rows.trim()),
    ...given('total', form.total.trim()),
    ...(fields.length > 0 ? { fields: Object.fromEntries(fields) } : {}),
    ...(times.length > 0 ? { times: Object.fromEntries(times) } : {}),
    ...(form.pageSize.trim() === '' ? {} : { pageSize: wholeNumber(form.pageSize) }),
  }
}

function given<Key extends string>(key: Key, value: string): Partial<Record<Key, string>> {
  return value === '' ? {} : ({ [key]: value } as Record<Key, string>)
}

function paths(text: string): string[] {
  return text
    .split(',')
    .map((path) => path.trim())
    .filter((path) => path !== '')
}

/** NaN for what is no whole number, which the schema then refuses. */
function wholeNumber(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN
}

function placeOf(path: readonly PropertyKey[], form: ServerForm): FormPlace {
  const [first, second, third, fourth] = path.map(String)
  if (first === 'auth') {
    if (second === 'username') return 'username'
    return second === 'name' ? 'headerName' : 'headerTemplate'
  }
  if (first === 'trust') return form.trustKind === 'authority' ? 'authorityPem' : 'pinPem'
  if (first !== 'connector') return first as FormPlace
  if (second === 'profileId') return 'profileId'
  if (third === 'fields' || third === 'times') return `${third}.${fourth}` as FormPlace
  return third as FormPlace
}

const WORDS: Partial<Record<FormPlace, string>> = {
  name: 'Give the server a name of at most 80 characters.',
  url: 'Give the address, for example https://keep.example.org.',
  profileId: 'Choose the system.',
  username: 'Give the user name to sign in with.',
  headerName: 'A header name such as X-API-Key.',
  headerTemplate: 'The value must hold {secret} exactly once.',
  intervalSeconds: 'A whole number of seconds from 5 to 3600.',
  timeoutSeconds: 'A whole number of seconds from 5 to 300.',
  pageSize: 'A whole number from 1 to 1000.',
  listPath: 'A path that starts with /, for example /api/admin/sessions.',
  rows: 'A path such as data.sessions.',
  total: 'A path such as meta.total.',
  pinPem: 'No certificate is pinned yet. Run Test connection and choose the certificate there.',
}

function wordsAt(place: FormPlace): string | undefined {
  if (place.startsWith('fields.')) return 'A path such as user.name, or up to five with commas between them.'
  return WORDS[place]
}

function urlTrouble(text: string): string | null {
  const url = URL.parse(text.trim())
  if (text.trim() === '') return WORDS.url ?? null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '')
    return `This is no web address. ${WORDS.url}`
  if (url.username !== '' || url.password !== '') return 'Leave user name and password out of the address; they go into the sign-in fields.'
  if (url.search !== '' || url.hash !== '') return 'Leave out everything from ? or # on.'
  return null
}

function sentence(message: string): string {
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${message.endsWith('.') ? '' : '.'}`
}
