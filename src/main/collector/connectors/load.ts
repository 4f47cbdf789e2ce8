import type { z } from 'zod'
import { type Reason, RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { profileProblems } from '../../../shared/profile/checks.ts'
import { type ApiProfile, type Profile, profileSchema } from '../../../shared/profile.ts'
import { PROFILE_FILE } from '../../../shared/profile-file.ts'
import { compileFields } from './profile/compile.ts'
import { schemaWords } from './schema-words.ts'

/** More is not told at once: whoever mixed up two files reads no further. */
const MOST_REASONS = 50

/** Deeper than any profile; deeper texts are only written to make a reader stumble. */
const MOST_DEPTH = 40

/**
 * Reads a profile. `file` names it in errors: a file's name, or "the profile". Throws `bad-input` with everything that is wrong with it in
 * `reasons`: no JSON, unknown keys, bad paths, placeholders without a value, patterns that RE2 does not take.
 */
export function parseProfile(text: string, file: string): Profile {
  const checked = checkProfile(text)
  if ('profile' in checked) return checked.profile
  throw new RollcallError(badProfile(file, checked.reasons))
}

/** As `parseProfile`, without throwing. */
export function checkProfile(text: string): { readonly profile: Profile } | { readonly reasons: readonly Reason[] } {
  if (text.length > PROFILE_FILE.longest) return { reasons: [{ path: '', reason: t('refusal.tooLong', { most: PROFILE_FILE.longest }) }] }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { reasons: [{ path: '', reason: t('refusal.noJson', { why: error instanceof Error ? error.message : '' }) }] }
  }
  if (depthOf(json) > MOST_DEPTH) return { reasons: [{ path: '', reason: t('refusal.tooDeep') }] }
  return checkValue(json)
}

/** As `checkProfile`, of what a text says. */
export function checkValue(json: unknown): { readonly profile: Profile } | { readonly reasons: readonly Reason[] } {
  // Words cost time, and where alternatives are tried they would be made for a good profile too; so they come with a second look at a bad one.
  const good = profileSchema.safeParse(json)
  const parsed = good.success ? good : profileSchema.safeParse(json, { error: schemaWords })
  if (!parsed.success) return { reasons: distinct(parsed.error.issues.flatMap((issue) => reasonsOf(issue, []))) }
  const { data } = parsed
  const reasons = [...profileProblems(data), ...(data.kind === 'api' ? compilingReasons(data) : [])]
  return reasons.length === 0 ? { profile: data } : { reasons: distinct(reasons) }
}

/** A refused profile as a problem. */
export function badProfile(file: string, reasons: readonly Reason[]): RollcallError['problem'] {
  const [first] = reasons
  const place = first?.path ?? ''
  const reason = first?.reason ?? t('refusal.noProfile')
  const message = place === '' ? t('refusal.unusable', { file, reason }) : t('refusal.unusableAt', { file, place, reason })
  return {
    code: 'bad-input',
    message: reasons.length > 1 ? `${message} ${t('refusal.more', { count: reasons.length - 1 })}` : message,
    next: t('refusal.next'),
    reasons: [...reasons],
  }
}

function depthOf(value: unknown, depth = 0): number {
  if (typeof value !== 'object' || value === null || depth > MOST_DEPTH) return depth
  return Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)))
}

type Issue = z.core.$ZodIssue

/** An issue of the schema as reasons; of the alternatives at one place, the one that fits best speaks. */
function reasonsOf(issue: Issue, before: readonly PropertyKey[]): readonly Reason[] {
  const path = [...before, ...issue.path]
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathText([...path, key]), reason: t('refusal.unknownKey') }))
  }
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const [best] = issue.errors.toSorted((one, other) => fitOf(other) - fitOf(one) || one.length - other.length)
    if (best !== undefined && fitOf(best) > 0) return best.flatMap((inner) => reasonsOf(inner, path))
    const expected = issue.errors.flat().map(({ message }) => message)
    return [{ path: pathText(path), reason: [...new Set(expected)].slice(0, 4).join(t('refusal.alternative')) }]
  }
  if (issue.code === 'invalid_key' || issue.code === 'invalid_element') {
    return [{ path: pathText(path), reason: issue.issues.map(({ message }) => message).join('; ') || issue.message }]
  }
  return [{ path: pathText(path), reason: issue.message }]
}

/** How far into an alternative a value fits: one that is of another type altogether does not. */
function fitOf(issues: readonly Issue[]): number {
  const isOtherKind = issues.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
  if (isOtherKind) return 0
  return issues.some(({ code }) => code === 'unrecognized_keys') ? 1 : 2
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`
    const name = String(step)
    if (!/^[^\s.[\]"]+$/.test(name)) return `${text}["${name.replaceAll('"', '').slice(0, 100)}"]`
    return text === '' ? name : `${text}.${name}`
  }, '')
}

/** A profile that can be compiled where nobody was asked for its inputs. */
export function withExampleInputs(profile: ApiProfile): ApiProfile {
  const inputs = profile.inputs.map((input) =>
    input.kind === 'zone' && (input.default ?? '') === '' ? { ...input, default: 'UTC' } : input,
  )
  return { ...profile, inputs }
}

/**
 * What only shows when the profile is made ready: a pattern that RE2 does not take, a field that would show a secret. Each field by itself,
 * so that all are named; then all together, because what one hides another may show.
 */
function compilingReasons(profile: ApiProfile): readonly Reason[] {
  const ready = withExampleInputs(profile)
  const bare = compilingReason({ ...ready, fields: {} }, 'identity')
  if (bare.length > 0) return bare
  const single = Object.entries(profile.fields).flatMap(([field, rule]) =>
    compilingReason({ ...ready, fields: { [field]: rule } }, `fields.${field}`),
  )
  return single.length > 0 ? single : compilingReason(ready, 'fields')
}

function compilingReason(profile: ApiProfile, path: string): readonly Reason[] {
  try {
    compileFields(profile, { profileId: profile.id, inputs: {}, overrides: {} })
    return []
  } catch (error) {
    if (!(error instanceof RollcallError) || error.code !== 'bad-input') throw error
    return [{ path, reason: `${error.problem.message} ${error.problem.next}`.replace(/\.$/, '') }]
  }
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  const texts = new Map(reasons.map((one) => [`${one.path}\n${one.reason}`, one]))
  return [...texts.values()].slice(0, MOST_REASONS)
}
