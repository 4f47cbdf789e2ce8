import type { Reason } from '../errors.ts'
import { t } from '../language/language.ts'
import type { Input } from './input.ts'
import { type JsonTemplate, type ProfileRequest, repeatedIn } from './request.ts'
import { type TemplatePiece, templatePieces } from './template.ts'

/** What placeholders may name at one place of a profile. A name that is missing here has no value there. */
export interface Names {
  readonly inputs: readonly string[]
  /** Names that stand alone, such as `username`. */
  readonly plain: readonly string[]
  /** Names of values of which a path may be given, such as `row`. */
  readonly open?: readonly string[]
  /** Parts that `id.` and `ids.` may name. */
  readonly parts?: Readonly<Partial<Record<'id' | 'ids', readonly string[]>>>
}

/** A template with where it stands in the profile. `repeated`: inside `$each`, where each id is named by itself. */
export interface PlacedTemplate {
  readonly at: string
  readonly template: string
  readonly repeated: boolean
}

export type Placeholder = Exclude<TemplatePiece, { readonly text: string }>

/** Where a member of something stands, as a field path. */
export function below(at: string, name: string): string {
  return /^[^\s.[\]"]+$/.test(name) ? `${at}.${name}` : `${at}["${name.replaceAll('"', '')}"]`
}

/** All templates of a request. */
export function requestTemplates(request: ProfileRequest, at: string): readonly PlacedTemplate[] {
  const { path, query = {}, headers = {}, form = {}, json } = request
  return [
    { at: `${at}.path`, template: path, repeated: false },
    ...parameterTemplates(query, `${at}.query`),
    ...parameterTemplates(headers, `${at}.headers`),
    ...parameterTemplates(form, `${at}.form`),
    ...(json === undefined ? [] : jsonTemplates(json, `${at}.json`, false)),
  ]
}

/** The templates of named values, of which each may be several. */
export function parameterTemplates(
  parameters: Readonly<Record<string, string | readonly string[]>>,
  at: string,
): readonly PlacedTemplate[] {
  return Object.entries(parameters).flatMap(([name, value]) => {
    if (typeof value === 'string') return [{ at: below(at, name), template: value, repeated: false }]
    return value.map((template, index) => ({ at: `${below(at, name)}[${index}]`, template, repeated: false }))
  })
}

function jsonTemplates(json: JsonTemplate, at: string, repeated: boolean): readonly PlacedTemplate[] {
  if (typeof json === 'string') return [{ at, template: json, repeated }]
  if (Array.isArray(json)) {
    const each = repeatedIn(json)
    if (each !== undefined) return jsonTemplates(each, `${at}[0].$each`, true)
    return json.flatMap((value, index) => jsonTemplates(value, `${at}[${index}]`, repeated))
  }
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([name, value]) => jsonTemplates(value, below(at, name), repeated))
}

/** The placeholders of a template. */
export function placeholders(template: string): readonly Placeholder[] {
  return (templatePieces(template) ?? []).filter((piece): piece is Placeholder => !('text' in piece))
}

/** What is wrong with the placeholders of these templates. */
export function templateReasons(templates: readonly PlacedTemplate[], names: Names): readonly Reason[] {
  return templates.flatMap(({ at, template, repeated }) => {
    const known = repeated ? withEach(names) : names
    return placeholders(template).flatMap((placeholder) => {
      if (!isKnown(placeholder, known)) return [{ path: at, reason: unknownName(placeholder, known) }]
      const { name, scope, form } = placeholder
      // What a server gave must not lead a request to another address.
      const leads = form === 'path' && scope !== 'input'
      return leads ? [{ path: at, reason: t('refusal.onlyInputPath', { written: `{${name}|path}`, placeholder: `{${name}}` }) }] : []
    })
  })
}

/** Inside `$each` a session is named by itself. */
function withEach(names: Names): Names {
  const { id = [], ids = [] } = names.parts ?? {}
  return { ...names, plain: [...names.plain, 'id'], parts: { ...names.parts, id: [...id, ...ids] } }
}

function isKnown({ name, scope, rest }: Placeholder, { inputs, plain, open = [], parts = {} }: Names): boolean {
  if (scope === 'input') return inputs.includes(rest)
  if (open.includes(scope)) return true
  if (rest === '') return plain.includes(name)
  return (scope === 'id' || scope === 'ids') && (parts[scope]?.includes(rest) ?? false)
}

function unknownName({ name, scope }: Placeholder, { inputs, plain, open = [], parts = {} }: Names): string {
  if (scope === 'input') return t('refusal.unknownInput', { placeholder: `{${name}}` })
  const ids = (['id', 'ids'] as const).flatMap((one) => (parts[one] ?? []).map((part) => `{${one}.${part}}`))
  const known = [...plain.map((one) => `{${one}}`), ...ids, ...open.map((one) => `{${one}.…}`), ...inputs.map((one) => `{input.${one}}`)]
  return t('refusal.noValueHere', { placeholder: `{${name}}`, known: known.length === 0 ? t('refusal.nothing') : known.join(', ') })
}

/** What is wrong with a path into a row: `$name` has to be beside it. */
export function pathReasons(
  paths: readonly { readonly at: string; readonly path: string }[],
  beside: readonly string[],
): readonly Reason[] {
  return paths.flatMap(({ at, path }) => {
    const name = /^\$([^.[\]]+)/.exec(path)?.[1]
    if (name === undefined || beside.includes(name)) return []
    const known = beside.map((one) => `$${one}`).join(', ')
    const reason = known === '' ? t('refusal.notBeside', { name: `$${name}` }) : t('refusal.notBesideBut', { name: `$${name}`, known })
    return [{ path: at, reason }]
  })
}

/** What is wrong with a profile's inputs. */
export function inputReasons(inputs: readonly Input[]): readonly Reason[] {
  return inputs.flatMap((input, index) => {
    const at = `inputs[${index}]`
    const reasons: Reason[] = []
    if (inputs.findIndex(({ name }) => name === input.name) !== index)
      reasons.push({ path: `${at}.name`, reason: t('refusal.twice', { name: input.name }) })
    if (input.kind === 'choice' && input.choices === undefined) reasons.push({ path: at, reason: t('refusal.choicesNeeded') })
    if (input.kind !== 'choice' && input.choices !== undefined) reasons.push({ path: `${at}.choices`, reason: t('refusal.choicesOdd') })
    const isChoice =
      input.choices === undefined || input.default === undefined || input.choices.some(({ value }) => value === input.default)
    if (!isChoice) reasons.push({ path: `${at}.default`, reason: t('refusal.defaultNoChoice') })
    if (input.kind === 'zone' && input.default !== undefined && !isZone(input.default)) {
      reasons.push({ path: `${at}.default`, reason: t('refusal.unknownZone', { zone: input.default }) })
    }
    return reasons
  })
}

/** Whether a text is an IANA time zone, such as `Europe/Copenhagen`. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** What is wrong with a condition on an input: `when`. */
export function whenReasons(
  when: { readonly input: string; readonly is: readonly string[] } | undefined,
  at: string,
  inputs: readonly Input[],
): readonly Reason[] {
  if (when === undefined) return []
  const input = inputs.find(({ name }) => name === when.input)
  if (input === undefined) return [{ path: `${at}.input`, reason: t('refusal.noInput', { name: when.input }) }]
  return when.is.flatMap((value, index) =>
    input.choices === undefined || input.choices.some((choice) => choice.value === value)
      ? []
      : [{ path: `${at}.is[${index}]`, reason: t('refusal.noChoice', { value, input: when.input }) }],
  )
}

/** Names that are there more than once. */
export function repeatReasons(named: readonly { readonly at: string; readonly name: string }[]): readonly Reason[] {
  return named
    .filter(({ name }, index) => named.findIndex((other) => other.name === name) !== index)
    .map(({ at, name }) => ({ path: at, reason: t('refusal.twice', { name }) }))
}
