import { t } from '../../../../shared/language/language.ts'
import type { Answers } from '../../../../shared/profile/answer.ts'
import { fieldPathSchema } from '../../../../shared/profile/path.ts'
import type { DraftProblem } from './request-text.ts'

/** A value of an answer that means something, as it is typed. Nothing is meant while both are empty. */
export interface AnswerMark {
  readonly path: string
  readonly op: 'is' | 'isNot'
  readonly value: string
}

/** What the answer to a request that ends sessions says beyond its status. */
export interface AnswerMarks {
  readonly gone: AnswerMark
  readonly failed: AnswerMark
  /** Where the server's own words about a failure are; may be empty. */
  readonly message: string
}

const NO_MARK: AnswerMark = { path: '', op: 'is', value: '' }

/** The status alone tells what an answer means. */
export const NO_MARKS: AnswerMarks = { gone: NO_MARK, failed: NO_MARK, message: '' }

/** What is typed as the answer rules of a profile; undefined when the status tells all. What is wrong with it is told under `at`. */
export function answersOf({ gone, failed, message }: AnswerMarks, at: string, problems: DraftProblem[]): Answers | undefined {
  const words = message.trim()
  if (words !== '') checkPath(words, `${at}.message`, problems)
  const answers: Answers = {
    ...conditionsOf('gone', gone, at, problems),
    ...conditionsOf('failed', failed, at, problems),
    ...(words === '' ? {} : { message: words }),
  }
  return Object.keys(answers).length === 0 ? undefined : answers
}

function conditionsOf(name: 'gone' | 'failed', { path, op, value }: AnswerMark, at: string, problems: DraftProblem[]): Partial<Answers> {
  const [where, what] = [path.trim(), value.trim()]
  if (where === '' && what === '') return {}
  if (where === '') problems.push({ at: `${at}.${name}.path`, reason: t('mapping.markPath') })
  else checkPath(where, `${at}.${name}.path`, problems)
  if (what === '') problems.push({ at: `${at}.${name}.value`, reason: t('mapping.markValue') })
  const values = meantBy(what)
  return { [name]: [op === 'is' ? { path: where, is: values } : { path: where, isNot: values }] }
}

function checkPath(path: string, at: string, problems: DraftProblem[]): void {
  if (!fieldPathSchema.safeParse(path).success) problems.push({ at, reason: t('mapping.markBadPath') })
}

/** A typed value, and the number or the word of JSON that it may stand for: nobody sees by `false` whether it has quotes. */
function meantBy(text: string): (string | number | boolean | null)[] {
  if (text === 'true' || text === 'false') return [text === 'true', text]
  if (text === 'null') return [null, text]
  return /^-?\d{1,15}(?:\.\d{1,6})?$/.test(text) ? [Number(text), text] : [text]
}
