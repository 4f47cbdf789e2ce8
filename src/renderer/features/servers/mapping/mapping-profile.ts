import { t } from '../../../../shared/language/language.ts'
import { type Fields, fieldsWith, SESSION_FIELDS } from '../../../../shared/profile/field.ts'
import type { Auth } from '../../../../shared/profile/sign-in.ts'
import { TIME_FIELDS } from '../../../../shared/profile/time.ts'
import type { ProfileOverrides } from '../../../../shared/profile.ts'
import { ruleOf } from '../override-text.ts'
import { endingsOf, identityOf, ownRule } from './ending-profile.ts'
import { isObject } from './json-path.ts'
import { idOfName, type Mapping } from './mapping.ts'
import { type DraftProblem, requestOf } from './request-text.ts'

/** The id of the one sign-in request that *Map fields* writes. */
export const MAPPED_LOGIN = 'sign-in'

/** A profile as a text, and what keeps it from being one. The text is there also when there are problems, for the preview of the rest. */
export interface WrittenProfile {
  readonly text: string
  /** As much of it as its rows need: a preview does not wait for how sessions are ended. Null while nothing gives their ids. */
  readonly preview: string | null
  readonly problems: readonly DraftProblem[]
}

/**
 * The mapping as a profile. `auth`: how the admin signs in, without the secret, which stands in no profile. Its own words are English, as
 * those of all profiles: it is a file that is given to others.
 */
export function profileOf(mapping: Mapping, auth: Auth): WrittenProfile {
  const problems: DraftProblem[] = []
  const { fields } = mapping
  if (fields.sessionId === '') problems.push({ at: 'fields.sessionId', reason: t('mapping.idNeeded') })
  if (mapping.name.trim() === '') problems.push({ at: 'name', reason: t('mapping.nameNeeded') })
  if (!mapping.request.path.trim().startsWith('/')) problems.push({ at: 'request.path', reason: t('mapping.pathNeeded') })
  pagingProblems(mapping, problems)
  const terminate = endingsOf(mapping, problems)
  const ownUser = mapping.own === 'user' && fields.own === '' && (auth.kind === 'header' || auth.kind === 'query')
  const profile = {
    version: 1,
    kind: 'api',
    id: mapping.id || idOfName(mapping.name) || 'described-system',
    name: mapping.name.trim() || 'Described system',
    about: `Described with Map fields. The list is at ${mapping.request.path.split('?', 1)[0] || '/'}.`,
    ...(ownUser ? { inputs: [OWN_USER] } : {}),
    auth,
    ...(auth.kind === 'login' ? { logins: [loginOf(mapping, problems)] } : {}),
    lists: [{ request: listRequest(mapping, problems), ...pagingOf(mapping), ...rowsOf(mapping) }],
    fields: Object.fromEntries(SESSION_FIELDS.map((field) => [field, ruleOf(fields[field])]).filter(([, rule]) => rule !== undefined)),
    ...identityOf(mapping, problems),
    times: Object.fromEntries(TIME_FIELDS.filter((field) => fields[field] !== '').map((field) => [field, mapping.times[field] ?? 'iso'])),
    terminate,
    ...(fields.own === '' ? { own: ownRule(mapping.own) } : {}),
    facts: factsOf(mapping),
  }
  return { text: `${JSON.stringify(profile, null, 2)}\n`, preview: fields.sessionId === '' ? null : previewOf(profile), problems }
}

function previewOf({ lists, identity, ...profile }: Readonly<Record<string, unknown>> & { lists: readonly object[] }): string {
  const [list] = lists as readonly Readonly<Record<string, unknown>>[]
  return JSON.stringify({
    ...profile,
    id: 'preview',
    name: 'Preview',
    inputs: [],
    auth: { kind: 'none' },
    logins: [],
    lists: [{ request: { path: '/' }, ...(list?.rows === undefined ? {} : { rows: list.rows }) }],
    terminate: {},
    own: undefined,
    facts: { address: 'unknown', activity: '-', coverage: '-', terminateMeans: '-', known: '-', supply: '-' },
  })
}

/** What the server must be sent so that it gives one page after the other. */
function pagingProblems({ paging, request }: Mapping, problems: DraftProblem[]): void {
  const { kind, atName, next, pageSize } = paging
  if (kind === 'none') return
  if (!/^[1-9]\d{0,2}$|^1000$/.test(pageSize.trim())) problems.push({ at: 'paging.pageSize', reason: t('mapping.pageSizeNeeded') })
  if (kind === 'cursor' || kind === 'link') {
    if (next.trim() === '') problems.push({ at: 'paging.next', reason: t('mapping.nextNeeded') })
  }
  if (kind === 'link' || kind === 'link-header' || atName.trim() !== '') return
  const sent = `${request.path}\n${request.query}\n${request.body === 'none' ? '' : request.text}`
  if (!sent.includes(`{${kind}}`)) problems.push({ at: 'paging.atName', reason: t(`mapping.atMissing-${kind}`) })
}

const OWN_USER = {
  name: 'ownUser',
  label: 'Your own user name there',
  help: 'Your own sessions are told by it and protected.',
}

function listRequest({ request, paging }: Mapping, problems: DraftProblem[]): Record<string, unknown> {
  // A pasted answer can be looked at before anybody knows where it comes from.
  const path = request.path.trim() === '' ? '/' : request.path
  const written = requestOf({ ...request, path }, 'request', problems)
  const parameters = { ...pageParameters(paging) }
  return Object.keys(parameters).length === 0
    ? written
    : { ...written, query: { ...(isObject(written.query) ? written.query : {}), ...parameters } }
}

/** What a request carries so that it gives one page after the other. */
function pageParameters({ kind, sizeName, atName }: Mapping['paging']): Record<string, string> {
  if (kind === 'none') return {}
  const size: Record<string, string> = sizeName.trim() === '' ? {} : { [sizeName.trim()]: '{limit}' }
  if (atName.trim() === '' || kind === 'link' || kind === 'link-header') return size
  return { ...size, [atName.trim()]: `{${kind === 'cursor' ? 'cursor' : kind}}` }
}

function pagingOf({ paging }: Mapping): Record<string, unknown> {
  const { kind, total, next } = paging
  if (kind === 'none') return {}
  const pageSize = Number(paging.pageSize)
  const counted = total === '' ? {} : { total }
  if (kind === 'link-header') return { paging: { kind, pageSize } }
  if (kind === 'offset') return { paging: { kind, pageSize, ...counted } }
  if (kind === 'page') return { paging: { kind, pageSize, first: Number(paging.first), ...counted } }
  return { paging: { kind, pageSize, next, ...counted } }
}

function rowsOf({ at, shape }: Mapping): Record<string, unknown> {
  const rows = { ...(at === '' ? {} : { at }), ...(shape === 'array' ? {} : { shape }) }
  return Object.keys(rows).length === 0 ? {} : { rows }
}

function loginOf({ login }: Mapping, problems: DraftProblem[]): Record<string, unknown> {
  const request = requestOf(login, 'login', problems)
  if (!JSON.stringify(request).includes('{secret}')) problems.push({ at: 'login.text', reason: t('mapping.secretNeeded') })
  const common = { id: MAPPED_LOGIN, name: 'User name and password', request }
  if (login.token === 'cookies') return { ...common, token: { cookies: true } }
  if (login.tokenAt.trim() === '') problems.push({ at: 'login.tokenAt', reason: t('mapping.tokenNeeded') })
  const token = login.token === 'header' ? { header: login.tokenAt.trim() } : { body: login.tokenAt.trim() }
  return { ...common, token, put: { header: login.header.trim(), template: login.template } }
}

function factsOf({ coverage, terminateMeans, addressMeans, activity, fields }: Mapping): Record<string, string> {
  return {
    address: fields.address === '' ? 'unknown' : addressMeans,
    activity: fields.lastActiveAt === '' ? 'not given' : activity.trim() || 'whatever the server counts',
    coverage: coverage.trim() || 'Not known.',
    terminateMeans: terminateMeans.trim() || 'The session is ended by the server. What the user then sees is not known.',
    known: 'Described by an admin with Map fields.',
    supply: 'An account or a key that may list sessions, and one that may end them.',
  }
}

/**
 * A profile's text with what is different on one server, for a preview of its rows. Overrides apply to the first list. Null when the text is
 * no profile.
 */
export function withOverrides(profileText: string, overrides: ProfileOverrides): string | null {
  const profile: unknown = JSON.parse(profileText)
  if (!isObject(profile) || !Array.isArray(profile.lists) || !isObject(profile.lists[0])) return null
  const [first, ...others] = profile.lists as Record<string, unknown>[]
  const request = overrides.listPath && isObject(first?.request) ? { ...first.request, path: overrides.listPath } : first?.request
  const rows = overrides.rows ? { ...(isObject(first?.rows) ? first.rows : {}), at: overrides.rows } : first?.rows
  return JSON.stringify({
    ...profile,
    lists: [{ ...first, request, ...(rows === undefined ? {} : { rows }) }, ...others],
    fields: fieldsWith(isObject(profile.fields) ? (profile.fields as Fields) : {}, overrides.fields),
    times: { ...(isObject(profile.times) ? profile.times : {}), ...overrides.times },
  })
}
