import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Fields } from '../../../../shared/profile/field.ts'
import { fieldsWith, fieldValues } from '../../../../shared/profile/field.ts'
import type { Source } from '../../../../shared/profile/list.ts'
import { pathList, pathSteps } from '../../../../shared/profile/path.ts'
import type { ApiProfile, ConnectorChoice, ProfileOverrides } from '../../../../shared/profile.ts'
import { type Base, targetOf } from '../address.ts'
import { type RowDecoder, rowDecoder, type TimeRules } from './fields.ts'
import { type Identity, identityOf, pathsIn, secretPaths } from './identity.ts'
import { inputsOf } from './inputs.ts'
import type { RowKeys } from './list-reader.ts'
import { isBelow, otherReader, secretNames, walkedPath } from './other.ts'
import { looseKey } from './parents.ts'
import type { Placed } from './placed.ts'
import { type CompiledSource, compileSource } from './sources.ts'
import { isOffered } from './terminate.ts'

/** A profile with one server's inputs and overrides, made ready once so that reading rows looks nothing up. */
export interface CompiledProfile {
  readonly sources: readonly CompiledSource[]
  readonly decoder: RowDecoder
  readonly identity: Identity
  readonly other: ReturnType<typeof otherReader>
  readonly fields: Fields
  /** The path of the first list, a template. */
  readonly listPath: string
  /** How many requests a read may have under way. */
  readonly atOnce: number
}

/** How rows are understood, without the requests that bring them. */
export interface CompiledFields {
  readonly fields: Fields
  readonly times: TimeRules
  readonly identity: Identity
  readonly decoder: RowDecoder
  readonly other: ReturnType<typeof otherReader>
  /** Rows are told apart as sessions are, while a list is followed. */
  readonly keys: RowKeys
}

/**
 * Compiles a profile for a server. Throws `bad-input` for a list path that would leave the server's base path, a field that would show a
 * secret, and a pattern or time zone that can't be used.
 */
export function compileProfile(profile: ApiProfile, choice: ConnectorChoice, base: Base): CompiledProfile {
  const compiled = compileFields(profile, choice)
  const scope = { input: inputsOf(profile, choice) }
  const lists = withOverrides(profile.lists, choice.overrides)
  if (choice.overrides.listPath !== undefined) assertListPath(base, choice.overrides.listPath)
  const wanted = lists.filter(({ when }) => isOffered(when, scope))
  return {
    sources: wanted.map((source) => compileSource(source, base, compiled.keys, scope.input)),
    decoder: compiled.decoder,
    identity: compiled.identity,
    other: compiled.other,
    fields: compiled.fields,
    listPath: lists[0]?.request.path ?? '',
    atOnce: Math.max(1, ...wanted.map(({ each, detail }) => Math.max(each?.atOnce ?? 1, detail?.atOnce ?? 1))),
  }
}

/** Compiles a profile's fields alone. Throws `bad-input` as `compileProfile`. */
export function compileFields(profile: ApiProfile, choice: ConnectorChoice): CompiledFields {
  const { overrides } = choice
  const fields = fieldsWith(profile.fields, overrides.fields)
  const times = { ...profile.times, ...overrides.times }
  const identity = identityOf(fields.sessionId, profile.identity)
  const hidden = secretPaths(fields.sessionId, profile.identity)
  assertNoSecretShown(fields, profile, hidden)
  assertNoSecretParent(profile)
  const decoder = rowDecoder({ fields, times, identity, inputs: inputsOf(profile, choice) })
  return {
    fields,
    times,
    identity,
    decoder,
    other: otherReader({ fields, secretFields: profile.secretFields, secretPaths: hidden }),
    keys: {
      keyOf: ({ row, beside }) => identity.keyOf(row, beside) ?? looseKey(row),
      isSame: (one, another) => isSameSession(decoder, one, another),
    },
  }
}

/** What an admin changed for one server applies to the first list. */
export function withOverrides(lists: readonly Source[], overrides: ProfileOverrides): readonly Source[] {
  const [first, ...rest] = lists
  if (first === undefined) return lists
  const { listPath, rows, total, pageSize } = overrides
  const { paging } = first
  const paged = paging.kind === 'none' || pageSize === undefined ? paging : { ...paging, pageSize }
  return [
    {
      ...first,
      request: { ...first.request, ...(listPath === undefined ? {} : { path: listPath }) },
      rows: { ...first.rows, ...(rows === undefined ? {} : { at: rows }) },
      paging: total === undefined || paged.kind === 'none' || paged.kind === 'link-header' ? paged : { ...paged, total },
    },
    ...rest,
  ]
}

/** The facts that make two rows with one id the same session; activity and a sliding expiry differ from page to page. */
function isSameSession(decoder: RowDecoder, first: Placed, second: Placed): boolean {
  const [one, another] = decoder.decode([first, second]).sessions
  if (one === undefined || another === undefined) return one === another
  return (
    one.user === another.user &&
    isSameMoment(one.createdAt, another.createdAt, Math.max(one.createdWithin, another.createdWithin)) &&
    one.address === another.address &&
    one.userAgent === another.userAgent
  )
}

function isSameMoment(one: number | null, another: number | null, within: number): boolean {
  return one === another || (one !== null && another !== null && Math.abs(one - another) <= within)
}

/** A field must not show what the profile itself calls a secret, or what its ids hide; only the hash of an id may be read from one. */
function assertNoSecretShown(fields: Fields, profile: ApiProfile, hidden: readonly string[]): void {
  const isNamed = secretNames(profile.secretFields, [])
  const hiddenPaths = hidden.map(walkedPath)
  const isSecret = (path: string): boolean => {
    const last = pathSteps(path).findLast((step) => typeof step === 'string')
    const walked = walkedPath(path)
    const isHidden = hiddenPaths.some((secret) => isBelow(secret, walked) || isBelow(walked, secret))
    return isHidden || (last !== undefined && isNamed('', String(last)))
  }
  for (const [field, rule] of Object.entries(fields)) {
    if (field === 'sessionId' && profile.identity.hashed === true) continue
    const shown = fieldValues(rule).flatMap(pathsIn).find(isSecret)
    if (shown !== undefined) throw shownSecret(field, shown)
  }
  for (const [part, paths] of Object.entries(profile.identity.with ?? {})) {
    const shown = pathList(paths).find(isSecret)
    if (shown !== undefined) throw keptSecret(part, shown)
  }
}

function keptSecret(part: string, path: string): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: t('refusal.partSecret', { part, path }),
    next: t('refusal.partSecretNext'),
  })
}

/** A token of Rollcall's own sign-in must not stand beside rows, where fields could show it. */
function assertNoSecretParent({ lists, secretFields }: ApiProfile): void {
  const isNamed = secretNames(secretFields)
  for (const { each } of lists) {
    if (each === undefined || !('signIn' in each)) continue
    const names = pathSteps(each.signIn).filter((step) => typeof step === 'string')
    if (!names.some((name, at) => isNamed(names.slice(0, at).join('.'), name))) continue
    throw new RollcallError({
      code: 'bad-input',
      message: t('refusal.eachSecret', { path: each.signIn }),
      next: t('refusal.eachSecretNext'),
    })
  }
}

function shownSecret(field: string, path: string): RollcallError {
  return new RollcallError({
    code: 'bad-input',
    message: t('refusal.fieldSecret', { field, path }),
    next: field === 'sessionId' ? t('refusal.idSecretNext') : t('refusal.fieldSecretNext'),
  })
}

function assertListPath(base: Base, listPath: string): void {
  try {
    targetOf(base, listPath)
  } catch (cause) {
    throw new RollcallError(
      {
        code: 'bad-input',
        message: t('refusal.listPathUnfit', { path: listPath }),
        next: t('refusal.listPathUnfitNext'),
      },
      { cause },
    )
  }
}
