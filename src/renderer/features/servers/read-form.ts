import type { z } from 'zod'
import { secretInputSchema } from '../../../shared/contract/act.ts'
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
    if (!errors.has(place)) errors.set(place, wordsAt(place, form, entry) ?? sentence(issue.message))
  }
  const url = urlTrouble(form.url)
  if (url !== null) errors.set('url', url)
  if (form.trustKind === 'authority' && !form.authorityPem.includes('-----BEGIN CERTIFICATE-----')) {
    errors.set('authorityPem', 'Paste the certificate of the authority, with its BEGIN CERTIFICATE line.')
  }
  for (const input of entry?.inputs ?? []) {
    if (input.required && given(form.inputs[input.name]) === undefined)
      errors.set(`inputs.${input.name}`, `Give the ${lowerFirst(input.label)}.`)
  }
  const secret = form.signIn === 'none' || form.secret === '' ? undefined : form.secret
  const secretIssue = secret === undefined ? undefined : secretInputSchema.safeParse(secret).error?.issues[0]
  if (secretIssue !== undefined) errors.set('secret', sentence(secretIssue.message))
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
  }
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

const WORDS: Partial<Record<FormPlace, string>> = {
  name: 'Give the server a name of at most 80 characters.',
  url: 'Give the address, for example https://keep.example.org.',
  profileId: 'Choose the system.',
  signIn: 'Choose how to sign in.',
  headerName: 'A header name such as X-API-Key.',
  headerTemplate: 'The value must hold {secret} exactly once.',
  queryName: 'A parameter name such as api_key.',
  intervalSeconds: 'A whole number of seconds from 5 to 3600.',
  timeoutSeconds: 'A whole number of seconds from 5 to 300.',
  pageSize: 'A whole number from 1 to 1000.',
  listPath: 'A path that starts with /, for example /api/admin/sessions.',
  rows: 'A path such as data.sessions.',
  total: 'A path such as meta.total.',
  pinPem: 'No certificate is pinned yet. Run Test connection and choose the certificate there.',
}

function wordsAt(place: FormPlace, form: ServerForm, entry: CatalogueEntry | undefined): string | undefined {
  if (place.startsWith('fields.')) return 'A path such as user.name, or up to ten with commas between them.'
  if (place === 'username') return `Give the ${lowerFirst(loginOf(form.signIn, entry)?.usernameLabel ?? 'user name')} to sign in with.`
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
