import { pathSteps } from '../../../../shared/profile/path.ts'

/** A step into a JSON value: a name or an index. */
export type Step = string | number

/** Steps as a path of the profile language; the empty text for none. Names that would be read otherwise stand in quotes. */
export function pathText(steps: readonly Step[]): string {
  let text = ''
  for (const step of steps) {
    if (typeof step === 'number') text += `[${step}]`
    else if (/^[^\s.[\]"$][^\s.[\]"]*$/.test(step)) text += text === '' ? step : `.${step}`
    else text += `["${step.replaceAll('"', '')}"]`
  }
  return text
}

/** What stands at a path of a value; undefined where there is nothing. The empty path is the value itself. */
export function valueAt(value: unknown, path: string): unknown {
  return path === '' ? value : valueAtSteps(value, pathSteps(path))
}

/** As `valueAt`, for steps. Only what the answer itself holds: nothing is inherited. */
export function valueAtSteps(value: unknown, steps: readonly Step[]): unknown {
  let at = value
  for (const step of steps) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Record<Step, unknown>)[step]
  }
  return at
}

/** A JSON object, and neither null nor an array. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A name's words: `lastSeenAt`, `last_seen_at` and `Last-Seen-At` are `last seen at`. */
export function wordsOf(name: string): readonly string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '')
}
