import type { z } from 'zod'
import { t } from '../../../shared/language/language.ts'

type Raw = z.core.$ZodRawIssue
type RawOf<Code extends Raw['code']> = Extract<Raw, { readonly code: Code }>

/** What the schema of a profile finds, in words for whoever writes one. What the schema says itself of its own forms counts before this. */
export function schemaWords(issue: Raw): string {
  switch (issue.code) {
    case 'invalid_type':
      return t(issue.input === undefined ? 'refusal.missing' : 'refusal.otherKind', { kind: kindOf(issue.expected) })
    case 'invalid_value':
      return choiceWords(issue.values)
    case 'too_small':
      return smallWords(issue)
    case 'too_big':
      return largeWords(issue)
    case 'invalid_format':
      return t('refusal.otherForm', { pattern: issue.pattern ?? issue.format })
    case 'unrecognized_keys':
      return t('refusal.unknownKey')
    case 'invalid_union':
      return Array.isArray(issue.options) ? choiceWords(issue.options) : t('refusal.otherwise')
    default:
      return t('refusal.otherwise')
  }
}

function kindOf(expected: string): string {
  switch (expected) {
    case 'string':
      return t('refusal.kindText')
    case 'number':
      return t('refusal.kindNumber')
    case 'int':
      return t('refusal.kindWhole')
    case 'boolean':
      return t('refusal.kindTruth')
    case 'object':
    case 'record':
      return t('refusal.kindObject')
    case 'array':
      return t('refusal.kindList')
    default:
      return t('refusal.kindOther')
  }
}

function choiceWords(choices: readonly unknown[]): string {
  const values = choices.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value)))
  const [only = ''] = values
  return values.length === 1 ? t('refusal.onlyOne', { value: only }) : t('refusal.oneOf', { values: values.join(', ') })
}

function smallWords({ origin, minimum }: RawOf<'too_small'>): string {
  const least = Number(minimum)
  if (origin === 'string') return least === 1 ? t('refusal.empty') : t('refusal.fewCharacters', { least })
  return origin === 'number' || origin === 'int' ? t('refusal.tooSmall', { least }) : t('refusal.fewEntries', { least })
}

function largeWords({ origin, maximum }: RawOf<'too_big'>): string {
  const most = Number(maximum)
  if (origin === 'string') return t('refusal.manyCharacters', { most })
  return origin === 'number' || origin === 'int' ? t('refusal.tooLarge', { most }) : t('refusal.manyEntries', { most })
}
