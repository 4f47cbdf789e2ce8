import { SESSION_FIELDS, type SessionField } from '../../../../shared/profile/field.ts'
import { TIME_FIELDS, type TimeField, type TimeRule } from '../../../../shared/profile/time.ts'
import type { FillIn, ProfileOverrides } from '../../../../shared/profile.ts'
import { ruleOf, ruleText } from '../override-text.ts'
import { type AnswerMarks, NO_MARKS } from './answer-marks.ts'
import { isObject } from './json-path.ts'
import type { Proposal } from './propose.ts'
import { NO_PAGING, type PagingDraft, proposePaging } from './propose-paging.ts'
import { parametersOf, type RequestDraft, splitPath } from './request-text.ts'

/** A way to end sessions as it is typed. */
export interface EndDraft extends RequestDraft {
  readonly offered: boolean
  /** What its answer means where the status does not tell. */
  readonly answers: AnswerMarks
}

/** A sign-in request as it is typed. */
export interface LoginDraft extends RequestDraft {
  /** Where its answer holds what later requests carry. */
  readonly token: 'body' | 'header' | 'cookies'
  readonly tokenAt: string
  /** The header of later requests, and its value with `{token}`. */
  readonly header: string
  readonly template: string
}

/** Everything *Map fields* decides, as texts. It becomes a profile, or overrides of one. */
export interface Mapping {
  readonly request: RequestDraft
  readonly at: string
  readonly shape: 'array' | 'map' | 'values'
  readonly fields: Readonly<Record<SessionField, string>>
  readonly times: Readonly<Partial<Record<TimeField, TimeRule>>>
  readonly paging: PagingDraft
  readonly login: LoginDraft
  readonly one: EndDraft
  readonly user: EndDraft & { readonly by: 'userId' | 'user' }
  /** Paths of further parts of the id, which the requests name `{id.part}`. */
  readonly parts: Readonly<Record<string, string>>
  readonly own: 'user' | 'none' | 'unknown'
  readonly name: string
  readonly id: string
  /** The id of the saved profile that may be replaced; empty while nobody said so. */
  readonly replaces: string
  readonly coverage: string
  /** Which request an address belongs to, and what counts as activity. */
  readonly addressMeans: 'sign-in' | 'latest' | 'unknown'
  readonly activity: string
  readonly terminateMeans: string
}

const NO_FIELDS = Object.fromEntries(SESSION_FIELDS.map((field) => [field, ''])) as Record<SessionField, string>

/** A mapping of nothing yet. */
export const EMPTY_MAPPING: Mapping = {
  request: { method: 'GET', path: '', query: '', body: 'none', text: '{}' },
  at: '',
  shape: 'array',
  fields: NO_FIELDS,
  times: {},
  paging: NO_PAGING,
  login: {
    method: 'POST',
    path: '/login',
    query: '',
    body: 'json',
    text: '{ "username": "{username}", "password": "{secret}" }',
    token: 'body',
    tokenAt: 'token',
    header: 'Authorization',
    template: 'Bearer {token}',
  },
  one: { offered: true, method: 'DELETE', path: '{list}/{id}', query: '', body: 'none', text: '{}', answers: NO_MARKS },
  user: {
    offered: false,
    method: 'DELETE',
    path: '{list}',
    query: 'userId={user}',
    body: 'none',
    text: '{}',
    answers: NO_MARKS,
    by: 'userId',
  },
  parts: {},
  own: 'unknown',
  name: '',
  id: '',
  replaces: '',
  coverage: '',
  addressMeans: 'unknown',
  activity: '',
  terminateMeans: '',
}

/** A mapping after a proposal. With `fillOnly`, what is mapped already stays as it is. */
export function withProposal(mapping: Mapping, proposal: Proposal, answer: unknown, fillOnly: boolean): Mapping {
  const keep = (before: string, proposed: string | undefined) => (fillOnly && before !== '' ? before : (proposed ?? ''))
  const fields = Object.fromEntries(SESSION_FIELDS.map((field) => [field, keep(mapping.fields[field], proposal.fields[field])])) as Record<
    SessionField,
    string
  >
  const { at, shape } = fillOnly && mapping.at !== '' ? mapping : proposal.rows
  const times = fillOnly ? { ...proposal.times, ...mapping.times } : proposal.times
  const paging = proposePaging(
    answer,
    { ...proposal.rows, at },
    { ...singles(splitPath(mapping.request.path).query), ...singles(mapping.request.query) },
  )
  return { ...mapping, at, shape, fields, times, paging: fillOnly && mapping.paging.kind !== 'none' ? mapping.paging : paging }
}

/** A mapping as what a server's settings already say is different there. */
export function ofOverrides(overrides: ProfileOverrides): Mapping {
  return {
    ...EMPTY_MAPPING,
    request: { ...EMPTY_MAPPING.request, path: overrides.listPath ?? '' },
    at: overrides.rows ?? '',
    fields: Object.fromEntries(SESSION_FIELDS.map((field) => [field, ruleText(overrides.fields?.[field])])) as Record<SessionField, string>,
    times: overrides.times ?? {},
  }
}

/**
 * What of a mapping differs from a profile's own ways, for a server's settings. `before` holds what the settings have that *Map fields* does
 * not decide on. What the profile leaves to be filled in is kept also where it turned out to be as the profile guesses: now it is known.
 */
export function asOverrides(
  mapping: Mapping,
  usual: ProfileOverrides,
  before: ProfileOverrides,
  fillIn: readonly FillIn[] = [],
): ProfileOverrides {
  const isAsUsual = (name: FillIn, value: unknown, usually: unknown) =>
    !fillIn.includes(name) && JSON.stringify(value) === JSON.stringify(usually)
  const fields = SESSION_FIELDS.map((field) => [field, ruleOf(mapping.fields[field])] as const).filter(
    ([field, rule]) => rule !== undefined && !isAsUsual(field, rule, usual.fields?.[field]),
  )
  const times = TIME_FIELDS.map((field) => [field, mapping.times[field]] as const).filter(
    ([field, rule]) => rule !== undefined && mapping.fields[field] !== '' && JSON.stringify(rule) !== JSON.stringify(usual.times?.[field]),
  )
  const path = hasOwnPath(usual, fillIn) ? (mapping.request.path.split('?', 1)[0] ?? '') : ''
  const parts: ProfileOverrides = {
    total: before.total,
    pageSize: before.pageSize,
    listPath: path === '' || isAsUsual('listPath', path, usual.listPath) ? undefined : path,
    rows: mapping.at === '' || isAsUsual('rows', mapping.at, usual.rows) ? undefined : mapping.at,
    fields: fields.length > 0 ? (Object.fromEntries(fields) as ProfileOverrides['fields']) : undefined,
    times: times.length > 0 ? (Object.fromEntries(times) as ProfileOverrides['times']) : undefined,
  }
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined))
}

/** Whether a server may have a path of its own: not where the profile makes several paths, of which one was asked for an answer. */
export function hasOwnPath(usual: ProfileOverrides, fillIn: readonly FillIn[]): boolean {
  return usual.listPath !== undefined || fillIn.includes('listPath')
}

/** The names of further parts of the id that the requests to end sessions name. */
export function partsNamed(mapping: Mapping): readonly string[] {
  const texts = [mapping.one, mapping.user].filter(({ offered }) => offered).map((end) => `${end.path}\n${end.query}\n${end.text}`)
  return [
    ...new Set(texts.flatMap((text) => [...text.matchAll(/\{id\.([a-z][A-Za-z0-9]{0,30})(?:\|\w+)?\}/g)].map(([, part]) => part ?? ''))),
  ]
}

/** A profile id made of a name: small letters, digits and hyphens. */
export function idOfName(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
}

function singles(query: string): Record<string, string> {
  return Object.fromEntries(Object.entries(parametersOf(query)).map(([name, value]) => [name, [value].flat()[0] ?? '']))
}

/** Whether a text holds a placeholder for the session. */
export function namesSession(value: unknown): boolean {
  if (typeof value === 'string') return /\{id[.|}]/.test(value) || value.includes('{id}')
  if (Array.isArray(value)) return value.some(namesSession)
  return isObject(value) && Object.values(value).some(namesSession)
}
