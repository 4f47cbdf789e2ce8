import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Condition } from '../../../../shared/profile/condition.ts'
import { shown } from '../shown.ts'
import { type Beside, getter } from './path.ts'
import { type TimeContext, timeReader } from './time.ts'

/** Whether something is true of a row or an answer, and of what stands beside it. */
export type Test = (row: unknown, beside?: Beside | null) => boolean

/**
 * Compiles conditions of which one must be true; none at all are never true. `now` gives the server's clock in epoch ms, for moments that
 * lie in the past.
 */
export function compileConditions(
  conditions: readonly Condition[] | undefined,
  now: () => number,
  context: Omit<TimeContext, 'now'> = { inputs: {} },
): Test {
  const tests = (conditions ?? []).map((condition) => compileCondition(condition, { ...context, now }))
  return (row, beside) => tests.some((test) => test(row, beside))
}

type Deaf = (rows: readonly { readonly row: unknown; readonly beside: Beside | null }[]) => string | null

/**
 * Finds the path of a condition by which all rows would count as ended only because none of them has it: then the server calls it
 * something else by now. That something is not there can itself be what a condition asks for; that is left alone.
 */
export function deafEnded(conditions: readonly Condition[] = []): Deaf {
  const paths = conditions.flatMap((condition) => ('isNot' in condition && !meansNothing(condition.isNot) ? [condition.path] : []))
  const getters = paths.map((path) => ({ path, get: getter(path) }))
  return (rows) => (rows.length === 0 ? null : (getters.find(({ get }) => hasNone(get, rows))?.path ?? null))
}

/** As `deafEnded`, for conditions of which one has to be true of a row that is wanted. */
export function deafWhere(conditions: readonly Condition[] = []): Deaf {
  const areAllAsked = conditions.every((condition) => 'startsWith' in condition || 'past' in condition || asksForValue(condition))
  const paths = areAllAsked ? conditions.map(({ path }) => path) : []
  const getters = paths.map((path) => getter(path))
  return (rows) => (rows.length > 0 && getters.length > 0 && getters.every((get) => hasNone(get, rows)) ? (paths[0] ?? null) : null)
}

function asksForValue(condition: Condition): boolean {
  return 'is' in condition && !meansNothing(condition.is)
}

function meansNothing(values: unknown): boolean {
  return [values].flat().includes(null)
}

function hasNone(get: ReturnType<typeof getter>, rows: Parameters<Deaf>[0]): boolean {
  return rows.every(({ row, beside }) => get(row, beside) === undefined)
}

/** The error for rows none of which has a field by which they would all be left out. */
export function renamedField(serverName: string, doing: string, path: string): RollcallError {
  return new RollcallError({
    code: 'wrong-shape',
    message: t('reading.renamedField', { server: serverName, doing, path: shown(path, 60) }),
    next: t('reading.renamedFieldNext'),
  })
}

function compileCondition(condition: Condition, context: TimeContext): Test {
  const get = getter(condition.path)
  if ('exists' in condition) return (row, beside) => ((get(row, beside) ?? null) !== null) === condition.exists
  if ('past' in condition) {
    const read = timeReader(condition.past, context)
    return (row, beside) => {
      const at = read(get(row, beside))
      return at !== null && at <= context.now()
    }
  }
  if ('startsWith' in condition) {
    const { startsWith } = condition
    return (row, beside) => {
      const value = get(row, beside)
      return typeof value === 'string' && value.startsWith(startsWith)
    }
  }
  const wanted: unknown = 'is' in condition ? condition.is : condition.isNot
  const values = new Set<unknown>(Array.isArray(wanted) ? wanted : [wanted])
  const hit = 'is' in condition
  return (row, beside) => values.has(get(row, beside) ?? null) === hit
}
