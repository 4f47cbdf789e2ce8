import type { Condition } from '../../../../shared/profile/condition.ts'
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
