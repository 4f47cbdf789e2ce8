import { pathSteps } from '../../../../shared/profile/path.ts'

export type Row = Readonly<Record<string, unknown>>

/** What stands beside a row or an answer, by the names that paths reach with `$`: `$key`, `$detail`, `$status`, `$client`. */
export type Beside = Readonly<Record<string, unknown>>

/** Follows one path into a row or an answer, or into what stands beside it; undefined where it leads nowhere. */
export type Getter = (row: unknown, beside?: Beside | null) => unknown

type Step = (value: unknown) => unknown

export function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Compiles a path such as `user.name`, `addresses[0]`, `["odd.name"].x` or `$client.name` once, so that reading a row splits no text.
 * Only what the answer itself holds is found: neither `constructor` nor the length of a list.
 */
export function getter(path: string): Getter {
  const [first, ...rest] = pathSteps(path)
  if (typeof first === 'string' && first.startsWith('$') && first.length > 1 && !path.startsWith('[')) {
    const name = first.slice(1)
    const step = stepOf(name)
    const follow = following(rest)
    return (_, beside) => (beside == null ? undefined : follow(step(beside)))
  }
  return following(first === undefined ? [] : [first, ...rest])
}

/** The usual paths of one and two plain names are spelled out, because they are followed a million times per read. */
function following(path: readonly (string | number)[]): Step {
  const [first, second] = path
  if (path.length === 0) return (value) => value
  if (path.length === 1 && isPlain(first)) return (value) => plain(value, first)
  if (path.length === 2 && isPlain(first) && isPlain(second)) return (value) => plain(plain(value, first), second)
  const steps = path.map(stepOf)
  return (value) => {
    let at = value
    for (const step of steps) at = step(at)
    return at
  }
}

/** A name that no object and no list has by birth. */
function isPlain(step: string | number | undefined): step is string {
  return typeof step === 'string' && !(step in Object.prototype) && !(step in Array.prototype)
}

function stepOf(step: string | number): Step {
  if (typeof step === 'number') return (value) => (Array.isArray(value) ? (value as unknown[])[step] : undefined)
  if (isPlain(step)) return (value) => plain(value, step)
  return (value) => (isRow(value) && Object.hasOwn(value, step) ? value[step] : undefined)
}

function plain(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Row)[name] : undefined
}
