import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import { pathSteps } from '../../../../shared/profile/path.ts'
import { type JsonTemplate, type ProfileRequest, repeatedIn } from '../../../../shared/profile/request.ts'
import { type PlaceholderForm, type TemplatePiece, templatePieces } from '../../../../shared/profile/template.ts'
import type { ApiProfile } from '../../../../shared/profile.ts'
import type { Server } from '../../../../shared/server.ts'
import { type Base, targetOf } from '../address.ts'
import type { WireRequest } from '../wire.ts'
import { inputsOf } from './inputs.ts'

/**
 * The values that placeholders stand for. A placeholder is looked up by its whole name first (`{ 'id.user': '7' }` beside `id`), then
 * name by name (`{ input: { realm: 'x' } }`). Texts, numbers and booleans are values; `ids` and its parts are arrays of texts.
 */
export type Scope = Readonly<Record<string, unknown>>

type Values = (scope: Scope) => unknown

/**
 * What a placeholder without a value does. `leave-out`: its parameter, header or member is not there, such as the cursor of a first page.
 * `refuse`: nothing is sent, because a request that ends sessions must never name less than it was written to name.
 */
export type Missing = 'leave-out' | 'refuse'

/** What stands in every template of a server: its inputs (given, else the profile's defaults), its origin and its user name. */
export function serverScope(server: Server, profile: Pick<ApiProfile, 'inputs'>, base: Pick<Base, 'origin'>): Scope {
  const input = inputsOf(profile, server.connector)
  return { input, origin: base.origin, ...('username' in server.auth ? { username: server.auth.username } : {}) }
}

/**
 * Compiles one of a profile's requests for a server. What comes out stays below the server's base path, whatever the values are: each
 * stands percent-encoded within its segment. `doing` says for errors what is being done (`WireRequest`). Rendering throws `not-allowed` for a path or a number without a usable value, and for every
 * other placeholder without one where `missing` says so.
 */
export function compileRequest(
  request: ProfileRequest,
  base: Base,
  doing: () => string,
  missing: Missing = 'leave-out',
): (scope: Scope) => WireRequest {
  const path = compilePath(request.path, base)
  const query = compileParameters(request.query ?? {}, missing)
  const headers = compileHeaders(request.headers ?? {}, missing)
  const body = compileBody(request, missing)
  return (scope) => {
    const search = encoded(query(scope))
    const content = body?.(scope)
    return {
      method: request.method,
      target: search === '' ? path(scope) : `${path(scope)}?${search}`,
      headers: headers(scope),
      ...(content === undefined ? {} : { body: content }),
      doing: doing(),
    }
  }
}

/** Compiles headers; one without a value is left out. Rendering throws `not-allowed` for what can't stand in a header. */
export function compileHeaders(
  headers: Readonly<Record<string, string>>,
  missing: Missing = 'leave-out',
): (scope: Scope) => Readonly<Record<string, string>> {
  const compiled = Object.entries(headers).map(([name, template]) => [name.toLowerCase(), compileText(template, missing)] as const)
  return (scope) =>
    Object.fromEntries(
      compiled.flatMap(([name, render]) => {
        const value = render(scope)
        if (value === null) return []
        if (!/^[\x20-\x7e\xa0-\xff]*$/.test(value)) throw unfit(t('ending.unfitHeader', { name }))
        return [[name, value]]
      }),
    )
}

/** A template's text, with values as they are; null when one of its placeholders has no value. */
export function renderText(template: string, scope: Scope): string | null {
  return compileText(template, 'leave-out')(scope)
}

function compileText(template: string, missing: Missing): (scope: Scope) => string | null {
  const pieces = piecesOf(template).map((piece) => ('text' in piece ? piece.text : { name: piece.name, find: lookUp(piece) }))
  return (scope) => {
    let text = ''
    for (const piece of pieces) {
      const value = typeof piece === 'string' ? piece : textOf(piece.find(scope))
      if (typeof piece !== 'string' && missing === 'refuse' && (value === null || value === '')) throw nameless(piece.name)
      if (value === null) return null
      text += value
    }
    return text
  }
}

/** Several values as they go into a request; each has to be there where the request must not name fewer. */
function severalOf(name: string, values: readonly unknown[], missing: Missing): readonly (string | number)[] {
  const usable = values.flatMap((value) => {
    const text = textOf(value)
    return text === null || (text === '' && missing === 'refuse') ? [] : [typeof value === 'number' ? value : text]
  })
  if (missing === 'refuse' && (usable.length === 0 || usable.length < values.length)) throw nameless(name)
  return usable
}

function piecesOf(template: string): readonly TemplatePiece[] {
  return templatePieces(template) ?? [{ text: template }]
}

/** The look-up of one placeholder, with a number where it asks for one. */
function lookUp(piece: { readonly name: string; readonly scope: string; readonly rest: string; readonly form: PlaceholderForm }): Values {
  const steps = piece.rest === '' ? [] : pathSteps(piece.rest)
  const find: Values = (scope) => {
    if (Object.hasOwn(scope, piece.name)) return scope[piece.name]
    return steps.reduce<unknown>(
      (value, step) => (typeof value === 'object' && value !== null && Object.hasOwn(value, step) ? (value as Scope)[step] : undefined),
      Object.hasOwn(scope, piece.scope) ? scope[piece.scope] : undefined,
    )
  }
  if (piece.form !== 'number') return find
  return (scope) => {
    const value = find(scope)
    return Array.isArray(value) ? value.map((one) => numberOf(one, piece.name)) : numberOf(value, piece.name)
  }
}

/** Beyond 2^53 a number loses digits, and would name something else. */
function numberOf(value: unknown, name: string): number | undefined {
  const text = textOf(value)
  if (text === null || text === '') return undefined
  const number = Number(text)
  if (/^-?\d{1,16}(?:\.\d{1,9})?$/.test(text) && Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number
  throw unfit(t('ending.unfitNumber', { name }))
}

function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)) ? String(value) : null
}

function compilePath(template: string, base: Base): (scope: Scope) => string {
  const pieces = piecesOf(template).map((piece) => ('text' in piece ? piece.text : segmentOf(piece)))
  return (scope) => {
    const path = pieces.map((piece) => (typeof piece === 'string' ? piece : piece(scope))).join('')
    // What leads up or away by dots is seen by the target's own check.
    if (!path.startsWith('/') || path.includes('//')) throw unfit(t('ending.unfitPath'))
    return targetOf(base, path)
  }
}

function segmentOf(piece: Exclude<TemplatePiece, { readonly text: string }>): (scope: Scope) => string {
  const value = lookUp(piece)
  // Only an admin may say where a path leads; what a server gave stays within its segment.
  const isPath = piece.form === 'path' && piece.scope === 'input'
  return (scope) => {
    const text = textOf(value(scope))
    if (text === null || text === '') throw unfit(t('ending.unfitUnknown', { name: piece.name }))
    if (!text.isWellFormed()) throw unfit(t('ending.unfitText', { name: piece.name }))
    if (isPath && text.endsWith('/')) throw unfit(t('ending.unfitNoPath', { name: piece.name }))
    return isPath ? text.split('/').map(encodeURIComponent).join('/') : encodeURIComponent(text)
  }
}

type Parameters = readonly (readonly [string, string])[]

function compileParameters(parameters: NonNullable<ProfileRequest['query']>, missing: Missing): (scope: Scope) => Parameters {
  const compiled = Object.entries(parameters).flatMap(([name, templates]) =>
    [templates].flat().map((template) => [name, compileSeveral(template, missing)] as const),
  )
  return (scope) => compiled.flatMap(([name, render]) => render(scope).map((value) => [name, value] as const))
}

/** A template that is one placeholder for several values gives as many texts. */
function compileSeveral(template: string, missing: Missing): (scope: Scope) => readonly string[] {
  const only = onlyPlaceholder(template)
  const text = compileText(template, missing)
  return (scope) => {
    const values = only?.(scope)
    if (Array.isArray(values)) return severalOf(template, values, missing).map(String)
    const value = text(scope)
    return value === null ? [] : [value]
  }
}

function onlyPlaceholder(template: string): Values | null {
  const [piece, ...rest] = piecesOf(template)
  return piece === undefined || 'text' in piece || rest.length > 0 ? null : lookUp(piece)
}

function encoded(parameters: Parameters): string {
  return parameters
    .map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&')
}

function compileBody(request: ProfileRequest, missing: Missing): ((scope: Scope) => WireRequest['body']) | null {
  if (request.form !== undefined) {
    const form = compileParameters(request.form, missing)
    return (scope) => ({ contentType: 'application/x-www-form-urlencoded', text: encoded(form(scope)) })
  }
  if (request.json === undefined) return null
  const json = compileJson(request.json, missing)
  return (scope) => ({ contentType: 'application/json', text: JSON.stringify(json(scope) ?? null) })
}

/** Compiles a body; `undefined` is a value that is not there, whose member or element is left out. */
function compileJson(template: JsonTemplate, missing: Missing): Values {
  if (typeof template === 'string') return compileJsonText(template, missing)
  if (Array.isArray(template)) return compileArray(template, missing)
  if (typeof template !== 'object' || template === null) return () => template
  const members = Object.entries(template).map(([name, value]) => [name, compileJson(value, missing)] as const)
  return (scope) => Object.fromEntries(members.map(([name, value]) => [name, value(scope)]))
}

function compileJsonText(template: string, missing: Missing): Values {
  const only = onlyPlaceholder(template)
  const text = compileText(template, missing)
  return (scope) => {
    const value = only?.(scope)
    // A number stays one only where the template says so: ids of digits are texts to most servers.
    if (Array.isArray(value)) return severalOf(template, value, missing)
    if (typeof value === 'number' && template.endsWith('|number}')) return value
    return text(scope) ?? undefined
  }
}

function compileArray(template: readonly JsonTemplate[], missing: Missing): Values {
  const repeated = repeatedIn(template)
  if (repeated !== undefined) {
    const each = compileJson(repeated, missing)
    return (scope) => {
      const scopes = scopesOfEach(scope)
      if (scopes.length === 0 && missing === 'refuse') throw nameless('$each')
      return scopes.map(each)
    }
  }
  const elements = template.map((element) => compileJson(element, missing))
  return (scope) => elements.map((element) => element(scope)).filter((element) => element !== undefined)
}

/** One scope for each of `ids`, in which `ids` and `id` are that one, and so are the parts. */
function scopesOfEach(scope: Scope): readonly Scope[] {
  const ids = Array.isArray(scope.ids) ? scope.ids : []
  const several = Object.entries(scope).filter(([name, values]) => /^ids(?:\.|$)/.test(name) && Array.isArray(values))
  return ids.map((_, at) => ({
    ...scope,
    ...Object.fromEntries(
      several.flatMap(([name, values]) => {
        const value: unknown = (values as readonly unknown[])[at]
        return [
          [name, value],
          [`id${name.slice('ids'.length)}`, value],
        ]
      }),
    ),
  }))
}

function nameless(name: string): RollcallError {
  return unfit(t('ending.unfitNameless', { name: name.replace(/[{}]/g, '') }))
}

/** The error for a request that was not sent because of what would have stood in it. */
function unfit(message: string): RollcallError {
  return new RollcallError({
    code: 'not-allowed',
    message,
    next: t('ending.unfitNext'),
  })
}
