import type { Answers } from '../../../../shared/profile/answer.ts'
import { pathList } from '../../../../shared/profile/path.ts'
import type { WireAnswer } from '../wire.ts'
import { compileConditions, type Test } from './conditions.ts'
import { getter } from './path.ts'

/** What an answer says of itself; null leaves it to its status. */
export type Verdict = 'signIn' | 'noRight' | 'gone' | 'failed' | null

/** A profile's answer rules, made ready. */
export interface AnswerRules {
  /** Whether bodies of good answers must be looked at too. */
  readonly looksAtBodies: boolean
  verdict(answer: WireAnswer): Verdict
  /** The server's own words about a failure, or null. */
  words(answer: WireAnswer): string | null
}

const VERDICTS = ['signIn', 'noRight', 'gone', 'failed'] as const

/** Compiles answer rules; without any, each answer is judged by its status alone. */
export function compileAnswers(answers: Answers = {}): AnswerRules {
  const now = (): number => Date.now()
  const rules = VERDICTS.filter((verdict) => answers[verdict] !== undefined).map((verdict) => {
    const conditions = answers[verdict] ?? []
    const ofStatus = conditions.filter(({ path }) => path === '$status')
    return { verdict, test: compileConditions(conditions, now), bare: compileConditions(ofStatus, now) }
  })
  const messages = pathList(answers.message).map(getter)
  return {
    looksAtBodies: rules.length > 0,
    verdict(answer) {
      if (rules.length === 0) return null
      const body = jsonOf(answer)
      const holds = (test: Test): boolean => test(body?.json, { status: answer.status })
      // A condition on a field says nothing of an answer that has no fields.
      return rules.find(({ test, bare }) => holds(body === null ? bare : test))?.verdict ?? null
    },
    words(answer) {
      if (messages.length === 0) return null
      const body = jsonOf(answer)
      const found = messages
        .map((get) => get(body?.json, { status: answer.status }))
        .find((words) => typeof words === 'string' && words !== '')
      return typeof found === 'string' ? found : null
    },
  }
}

function jsonOf(answer: WireAnswer): { readonly json: unknown } | null {
  if (answer.bytes === 0) return null
  try {
    return { json: answer.json() }
  } catch {
    return null
  }
}
