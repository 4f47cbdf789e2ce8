import { age } from '../../../../shared/duration.ts'
import type { FieldName } from '../../../../shared/filter/fields.ts'
import type { Clause, Condition, Flag, Span } from '../../../../shared/filter/filter.ts'
import { printNetwork } from '../../../../shared/filter/network.ts'
import { printSpan } from '../../../../shared/filter/span-text.ts'
import { locale, type MessageKey, t } from '../../../../shared/language/language.ts'
import type { Environment } from '../../../../shared/server.ts'
import type { Device, Identity } from '../../../../shared/session.ts'

const FIELDS = {
  user: 'filter.fieldUser',
  name: 'filter.fieldName',
  email: 'filter.fieldEmail',
  agent: 'filter.fieldAgent',
  browser: 'filter.fieldBrowser',
  system: 'filter.fieldSystem',
  type: 'filter.fieldType',
  project: 'filter.fieldProject',
  organisation: 'filter.fieldOrganisation',
  node: 'filter.fieldNode',
  id: 'filter.fieldId',
  userid: 'filter.fieldUserid',
  ip: 'filter.fieldIp',
  server: 'filter.fieldServer',
  tag: 'filter.fieldTag',
  env: 'filter.fieldEnv',
  is: 'filter.fieldIs',
  device: 'filter.fieldDevice',
  identity: 'filter.fieldIdentity',
  addresses: 'filter.fieldAddresses',
  idle: 'filter.fieldIdle',
  age: 'filter.fieldAge',
  new: 'filter.fieldNew',
  ends: 'filter.fieldEnds',
  expires: 'filter.fieldExpires',
} as const satisfies Record<FieldName, MessageKey>

const SPANS = {
  idle: ['filter.idleMore', 'filter.idleLess'],
  age: ['filter.ageMore', 'filter.ageLess'],
  new: ['filter.newMore', 'filter.newLess'],
  ends: ['filter.endsMore', 'filter.endsLess'],
  expires: ['filter.expiresMore', 'filter.expiresLess'],
} as const satisfies Record<Span, readonly [MessageKey, MessageKey]>

const FLAGS = {
  own: 'filter.flagOwn',
  protected: 'filter.flagProtected',
  stale: 'filter.flagStale',
  owner: 'filter.flagOwner',
  service: 'filter.flagService',
  lookalike: 'filter.flagLookalike',
} as const satisfies Record<Flag, MessageKey>

const IDENTITIES = {
  named: 'filter.identityNamed',
  'not-signed-in': 'filter.identityNotSignedIn',
  anonymous: 'filter.identityAnonymous',
} as const satisfies Record<Identity, MessageKey>

const DEVICES = {
  computer: 'grid.deviceComputer',
  phone: 'grid.devicePhone',
  tablet: 'grid.deviceTablet',
  program: 'grid.deviceProgram',
} as const satisfies Record<Device, MessageKey>

const ENVIRONMENTS = {
  production: 'servers.environment-production',
  staging: 'servers.environment-staging',
  test: 'servers.environment-test',
  practice: 'servers.environment-practice',
} as const satisfies Record<Environment, MessageKey>

/** What a field holds, in words. */
export function fieldWords(field: FieldName): string {
  return t(FIELDS[field])
}

/** What `is:` with this value finds, in words. */
export function flagWords(flag: Flag): string {
  return t(FLAGS[flag])
}

/** Whose the sessions are, in words. */
export function identityWords(identity: Identity): string {
  return t(IDENTITIES[identity])
}

/** An environment in words. */
export function environmentWords(environment: Environment): string {
  return t(ENVIRONMENTS[environment])
}

/** A value of a fixed choice in words; any other stands for itself. */
export function valueWords(field: FieldName, value: string): string {
  const choices = CHOICES[field] ?? {}
  const key = Object.hasOwn(choices, value) ? choices[value] : undefined
  return key === undefined ? value : t(key)
}

type ChoiceKey = (typeof FLAGS)[Flag] | (typeof IDENTITIES)[Identity] | (typeof DEVICES)[Device] | (typeof ENVIRONMENTS)[Environment]

const CHOICES: Partial<Record<FieldName, Readonly<Record<string, ChoiceKey>>>> = {
  is: FLAGS,
  identity: IDENTITIES,
  device: DEVICES,
  env: ENVIRONMENTS,
}

/** A span of a filter in words, such as `30 min`; as the filter writes it where words would be less exact. */
export function spanWords(ms: number): string {
  const isWhole = ms < HOUR ? ms % MINUTE === 0 || ms < MINUTE : ms % (ms < DAY ? MINUTE : DAY) === 0
  return isWhole ? age(ms) : printSpan(ms)
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** What a clause asks for, in words: for its chip. */
export function clauseWords({ condition, negated }: Pick<Clause, 'condition' | 'negated'>): string {
  const clause = conditionWords(condition)
  return negated ? t('filter.not', { clause }) : clause
}

function conditionWords(condition: Condition): string {
  switch (condition.kind) {
    case 'span':
      return t(SPANS[condition.span][condition.more ? 0 : 1], { time: spanWords(condition.ms) })
    case 'addresses':
      return t(condition.more ? 'filter.manyAddresses' : 'filter.fewAddresses', { count: condition.count })
    case 'flag':
      return eitherOf(condition.values.map(flagWords))
    case 'identity':
      return eitherOf(condition.values.map(identityWords))
    case 'environment':
      return t('filter.is', { field: fieldWords('env'), values: eitherOf(condition.values.map(environmentWords)) })
    case 'device':
      return t('filter.is', {
        field: fieldWords('device'),
        values: eitherOf(condition.values.map((value) => known(value, (device) => t(DEVICES[device])))),
      })
    case 'address':
      return addressWords(condition)
    default:
      return textWords(condition.kind === 'text' ? condition.field : condition.kind, condition.exact, condition.values)
  }
}

function addressWords({ exact, values }: Condition & { readonly kind: 'address' }): string {
  const isRange = values.every((value) => value === null || typeof value === 'object')
  const texts = values.map((value) => (value === null || typeof value === 'string' ? value : printNetwork(value)))
  return textWords('ip', exact || isRange, texts)
}

function textWords(field: FieldName, exact: boolean, values: readonly (string | null)[]): string {
  const words = eitherOf(values.map((value) => known(value, (text) => text)))
  // Nothing can be contained in what is not known.
  const isWhole = exact || values.every((value) => value === null)
  return t(isWhole ? 'filter.is' : 'filter.contains', { field: fieldWords(field), values: words })
}

function known<Value>(value: Value | null, words: (value: Value) => string): string {
  return value === null ? t('filter.unknown') : words(value)
}

function eitherOf(words: readonly string[]): string {
  return new Intl.ListFormat(locale(), { type: 'disjunction' }).format(words)
}
