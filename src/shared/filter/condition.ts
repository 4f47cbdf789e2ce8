import { t } from '../language/language.ts'
import { environmentSchema } from '../server.ts'
import { deviceSchema, identitySchema } from '../session.ts'
import { type Field, isMeasured } from './fields.ts'
import { type Condition, type FilterProblem, FLAGS, type Network } from './filter.ts'
import { parseNetwork } from './network.ts'
import type { ScannedClause, ScannedValue } from './scan.ts'
import { parseSpan } from './span-text.ts'

/** The fields whose values are a few fixed words, and these. */
export const CHOICES = {
  environment: environmentSchema.options,
  device: deviceSchema.options,
  identity: identitySchema.options,
  flag: FLAGS,
} as const

/** What a clause asks for, or why that can't be said. */
export function conditionOf(clause: ScannedClause): Condition | FilterProblem {
  const { field } = clause
  if (field === undefined) return problem(clause.head, t('filter.unknownField', { name: clause.name }))
  const open = clause.values.find((value) => value.open)
  if (open !== undefined) return problem(open, t('filter.openQuote'))
  if (isMeasured(field) !== (clause.operator === '>' || clause.operator === '<')) return problem(clause.head, wrongOperator(field))
  const empty = clause.values.find((value) => value.text === '' && !value.quoted)
  if (empty !== undefined) return problem({ from: clause.from, to: empty.to }, missingValue(field))
  return isMeasured(field) ? measured(clause, field) : found(clause, field)
}

/** Whether it is the reason why something can't be understood. */
export function isProblem(result: object): result is FilterProblem {
  return 'message' in result
}

function problem({ from, to }: { readonly from: number; readonly to: number }, message: string): FilterProblem {
  return { message, from, to }
}

function wrongOperator(field: Field): string {
  if (field.kind === 'addresses') return t('filter.countOperator')
  return field.kind === 'span' ? t('filter.spanOperator', { field: field.name }) : t('filter.textOperator', { field: field.name })
}

function missingValue(field: Field): string {
  if (field.kind === 'addresses') return t('filter.notACount')
  return field.kind === 'span' ? t('filter.notASpan', { field: field.name }) : t('filter.missingValue', { field: field.name })
}

function measured(clause: ScannedClause, field: Field): Condition | FilterProblem {
  const [value, second] = clause.values
  const more = clause.operator === '>'
  if (value === undefined || second !== undefined) return problem(second ?? clause, missingValue(field))
  if (field.kind === 'span') {
    const ms = parseSpan(value.text)
    return ms === null ? problem(value, t('filter.notASpan', { field: field.name })) : { kind: 'span', span: field.name, more, ms }
  }
  return /^\d{1,6}$/.test(value.text) ? { kind: 'addresses', more, count: Number(value.text) } : problem(value, t('filter.notACount'))
}

function found({ operator, values }: ScannedClause, field: Field): Condition | FilterProblem {
  const exact = operator === '='
  switch (field.kind) {
    case 'text':
      return { kind: 'text', field: field.name, exact, values: values.map(knownText) }
    case 'address':
      return addresses(values, exact)
    case 'server':
    case 'tag': {
      const empty = values.find((value) => value.text === '')
      if (empty !== undefined) return problem(empty, t('filter.missingValue', { field: field.name }))
      return { kind: field.kind, exact, values: values.map((value) => value.text) }
    }
    case 'device':
      return oneOf(values, CHOICES.device, field.name, null, (chosen) => ({ kind: 'device', values: chosen }))
    case 'environment':
      return oneOf(values, CHOICES.environment, field.name, undefined, (chosen) => ({ kind: 'environment', values: chosen }))
    case 'identity':
      return oneOf(values, CHOICES.identity, field.name, undefined, (chosen) => ({ kind: 'identity', values: chosen }))
    default:
      return oneOf(values, CHOICES.flag, field.name, undefined, (chosen) => ({ kind: 'flag', values: chosen }))
  }
}

function knownText({ text }: ScannedValue): string | null {
  return text === '' ? null : text
}

function addresses(values: readonly ScannedValue[], exact: boolean): Condition | FilterProblem {
  const understood: (Network | string | null)[] = []
  for (const value of values) {
    const network = parseNetwork(value.text)
    if (network === 'bad-network') return problem(value, t('filter.badNetwork', { value: value.text }))
    understood.push(network ?? knownText(value))
  }
  return { kind: 'address', exact, values: understood }
}

/** Values that must be some of a few words; the beginning of a word will do where no other begins so. `empty` is what `""` stands for. */
function oneOf<Choice extends string, Empty extends null | undefined>(
  values: readonly ScannedValue[],
  choices: readonly Choice[],
  field: string,
  empty: Empty,
  make: (chosen: readonly (Choice | (Empty extends null ? null : never))[]) => Condition,
): Condition | FilterProblem {
  const chosen: (Choice | null)[] = []
  for (const value of values) {
    const choice = value.text === '' ? empty : choiceFor(value.text, choices)
    if (choice === undefined) return problem(value, t('filter.notAChoice', { field, value: value.text, choices: choices.join(', ') }))
    chosen.push(choice)
  }
  return make(chosen as readonly (Choice | (Empty extends null ? null : never))[])
}

function choiceFor<Choice extends string>(text: string, choices: readonly Choice[]): Choice | undefined {
  const lower = text.toLowerCase().replaceAll(' ', '-')
  const begun = choices.filter((choice) => choice.startsWith(lower))
  return choices.find((choice) => choice === lower) ?? (begun.length === 1 ? begun[0] : undefined)
}
