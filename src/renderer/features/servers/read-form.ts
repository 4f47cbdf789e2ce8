import type { z } from 'zod'
import { secretInputSchema } from '../../../shared/contract/act.ts'
import { type MessageKey, t } from '../../../shared/language/language.ts'
import { SESSION_FIELDS } from '../../../shared/profile/field.ts'
import { TIME_FIELDS } from '../../../shared/profile/time.ts'
import { type ProfileOverrides, profileOverridesSchema } from '../../../shared/profile.ts'
import { type CatalogueEntry, type ServerDraft, serverDraftSchema, type Trust } from '../../../shared/server.ts'
import { ruleOf, timeOf } from './override-text.ts'
import { type FormPlace, loginOf, type ServerForm } from './server-form.ts'
import { lowerFirst } from './server-words.ts'

/** A draft as the form has it, or what is wrong with it at which place. */
export type ReadForm =
  | { readonly ok: true; readonly draft: ServerDraft; readonly secret: string | undefined }
  | { readonly ok: false; readonly errors: ReadonlyMap<FormPlace, string> }

/** Turns the fields into a draft, checked by the same schema as the collector checks it with. `entry`: the chosen system, for its inputs. */
export function readForm(form: ServerForm, entry: CatalogueEntry | undefined): ReadForm {
  const errors = new Map<FormPlace, string>()
  const parsed = serverDraftSchema.safeParse(looseDraft(form, entry))
  for (const issue of parsed.error?.issues ?? []) {
    const place = placeOf(issue.path, form)
    if (!errors.has(place)) errors.set(place, wordsAt(place, form, entry))
  }
  const url = urlTrouble(form.url)
  if (url !== null) errors.set('url', url)
  if (form.trustKind === 'authority' && !form.authorityPem.includes('-----BEGIN CERTIFICATE-----')) {
    errors.set('authorityPem', t('servers.errorAuthority'))
  }
  for (const input of entry?.inputs ?? []) {
    if (input.required && given(form.inputs[input.name]) === undefined)
      errors.set(`inputs.${input.name}`, t('servers.errorInput', { label: lowerFirst(input.label) }))
  }
  const secret = form.signIn === 'none' || form.secret === '' ? undefined : form.secret
  if (secret !== undefined && !secretInputSchema.safeParse(secret).success) errors.set('secret', t('servers.errorSecret'))
  if (errors.size > 0 || parsed.data === undefined) return { ok: false, errors }
  return { ok: true, draft: parsed.data, secret }
}

/** What differs from the system's usual ways, as far as it can be understood: for *Map fields*, which starts from it. */
export function overridesOf(form: ServerForm): ProfileOverrides {
  return profileOverridesSchema.safeParse(looseOverrides(form)).data ?? {}
}

function looseDraft(form: ServerForm, entry: CatalogueEntry | undefined): z.input<typeof serverDraftSchema> {
  return {
    name: form.name,
    url: form.url.trim().replace(/\/+$/, ''),
    connector: {
      profileId: form.profileId,
      inputs: looseInputs(form, entry),
      // Only a JSON API has fields that can be named otherwise.
      overrides: entry === undefined || entry.kind === 'api' ? (looseOverrides(form) as ProfileOverrides) : {},
    },
    auth: looseAuth(form),
    trust: looseTrust(form),
    environment: form.environment,
    intervalSeconds: wholeNumber(form.intervalSeconds),
    timeoutSeconds: wholeNumber(form.timeoutSeconds),
    viewOnly: form.viewOnly,
    tags: tagsOf(form.tags),
    idleTimeoutMinutes: given(form.idleTimeoutMinutes) === undefined ? null : wholeNumber(form.idleTimeoutMinutes),
  }
}

/** Words with commas between them, each once: a server that is found by one of them twice is no better found. */
function tagsOf(text: string): string[] {
  const words = text.split(',').flatMap((word) => given(word) ?? [])
  return words.filter((word, place) => words.findIndex((other) => other.toLowerCase() === word.toLowerCase()) === place)
}

/** Without a catalogue entry nobody knows which inputs there are, so that none is dropped. */
function looseInputs(form: ServerForm, entry: CatalogueEntry | undefined): Record<string, string> {
  const names = entry === undefined ? Object.keys(form.inputs) : entry.inputs.map(({ name }) => name)
  return Object.fromEntries(names.map((name) => [name, form.inputs[name] ?? '']).filter(([, value]) => given(value) !== undefined))
}

function looseAuth(form: ServerForm): ServerDraft['auth'] {
  const { signIn, username } = form
  if (signIn === 'basic') return { kind: 'basic', username }
  if (signIn === 'header') return { kind: 'header', name: form.headerName.trim(), template: form.headerTemplate }
  if (signIn === 'query') return { kind: 'query', name: form.queryName.trim() }
  if (signIn === 'none') return { kind: 'none' }
  return { kind: 'login', login: signIn.slice('login:'.length), username }
}

function looseTrust(form: ServerForm): Trust {
  if (form.trustKind === 'authority') return { kind: 'authority', pem: form.authorityPem.trim() }
  if (form.trustKind === 'pin') return { kind: 'pin', pem: form.pinPem, sha256: form.pinSha256 }
  return { kind: 'system' }
}

function looseOverrides(form: ServerForm): Record<string, unknown> {
  const fields = SESSION_FIELDS.map((field) => [field, ruleOf(form.fields[field])] as const).filter(([, rule]) => rule !== undefined)
  const times = TIME_FIELDS.map((field) => [field, timeOf(form.times[field])] as const).filter(([, rule]) => rule !== undefined)
  const overrides = {
    listPath: given(form.listPath),
    rows: given(form.rows),
    total: given(form.total),
    fields: fields.length > 0 ? Object.fromEntries(fields) : undefined,
    times: times.length > 0 ? Object.fromEntries(times) : undefined,
    pageSize: given(form.pageSize) === undefined ? undefined : wholeNumber(form.pageSize),
  }
  return Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined))
}

function given(text: string | undefined): string | undefined {
  const trimmed = text?.trim()
  return trimmed === '' ? undefined : trimmed
}

/** NaN for what is no whole number, which the schema then refuses. */
function wholeNumber(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN
}

function placeOf(path: readonly PropertyKey[], form: ServerForm): FormPlace {
  const [first, second, third, fourth] = path.map(String)
  if (first === 'auth') return authPlace(second, form)
  if (first === 'trust') return form.trustKind === 'authority' ? 'authorityPem' : 'pinPem'
  if (first !== 'connector') return first as FormPlace
  if (second === 'profileId') return 'profileId'
  if (second === 'inputs') return `inputs.${third}`
  if (third === 'fields' || third === 'times') return `${third}.${fourth}` as FormPlace
  return third as FormPlace
}

function authPlace(part: string | undefined, { signIn }: ServerForm): FormPlace {
  if (part === 'username') return 'username'
  if (part !== 'name') return part === 'template' ? 'headerTemplate' : 'signIn'
  return signIn === 'query' ? 'queryName' : 'headerName'
}

const WORDS = {
  name: 'servers.errorName',
  url: 'servers.errorUrl',
  profileId: 'servers.errorSystem',
  signIn: 'servers.errorSignIn',
  headerName: 'servers.errorHeaderName',
  headerTemplate: 'servers.errorHeaderTemplate',
  queryName: 'servers.errorParameter',
  intervalSeconds: 'servers.errorInterval',
  timeoutSeconds: 'servers.errorTimeout',
  tags: 'servers.errorTags',
  idleTimeoutMinutes: 'servers.errorIdleTimeout',
  pageSize: 'servers.errorPageSize',
  listPath: 'servers.errorListPath',
  rows: 'servers.errorRows',
  total: 'servers.errorTotal',
  authorityPem: 'servers.errorAuthority',
  pinPem: 'servers.pinMissing',
} as const satisfies Partial<Record<FormPlace, MessageKey>>

function wordsAt(place: FormPlace, form: ServerForm, entry: CatalogueEntry | undefined): string {
  if (place.startsWith('fields.')) return t('servers.errorField')
  if (place === 'username') {
    return t('servers.errorUsername', { label: lowerFirst(loginOf(form.signIn, entry)?.usernameLabel ?? t('servers.userName')) })
  }
  return t(hasWords(place) ? WORDS[place] : 'servers.errorValue')
}

function hasWords(place: FormPlace): place is keyof typeof WORDS {
  return Object.hasOwn(WORDS, place)
}

function urlTrouble(text: string): string | null {
  const url = URL.parse(text.trim())
  if (text.trim() === '') return t('servers.errorUrl')
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') return t('servers.errorNoUrl')
  if (url.username !== '' || url.password !== '') return t('servers.errorUrlSignIn')
  if (url.search !== '' || url.hash !== '') return t('servers.errorUrlTail')
  return null
}
