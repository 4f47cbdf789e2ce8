import { TIME_FIELDS, type TimeField, type TimeRule } from '../../../../shared/profile/time.ts'
import type { Leaf } from './leaves.ts'
import { isSentinel, lengthForm, momentForm, ruleOfForm, type TimeForm } from './time-form.ts'

/** A time that was found: where, and how it is written. */
export interface ProposedTime {
  readonly path: string
  readonly rule: TimeRule
}
export type ProposedTimes = Partial<Record<TimeField, ProposedTime>>

const MOMENT_NAMES: Readonly<Record<TimeField, readonly (readonly [RegExp, number])[]>> = {
  createdAt: [
    [/\b(?:created?|creation|started?|start|began|begin|opened|established)\b/, 9],
    [/\b(?:login|logon|logged|signed|signin|authenticated|connected|issued|since)\b/, 7],
    [/\bfirst\b/, 6],
  ],
  lastActiveAt: [
    [/\blast (?:active|activity|access(?:ed)?|seen|used?|request|action)\b|\blast(?:seen|access|active|used|activity)\b/, 10],
    [/\b(?:active|activity|seen|access(?:ed)?|used|idle since|heartbeat|ping)\b/, 8],
    [/\blast\b/, 6],
    [/\b(?:updated?|modified|changed?|refreshed)\b/, 4],
  ],
  expiresAt: [
    [/\b(?:expires?|expired|expiry|expiration|exp|expire)\b/, 10],
    [/\b(?:until|valid to|not after|ends?|end)\b/, 6],
  ],
}

const LENGTH_NAMES: Readonly<Record<TimeField, RegExp>> = {
  createdAt: /\b(?:uptime|age|duration|session time|elapsed|connected for|online|used)\b/,
  lastActiveAt: /\b(?:idle|inactive|inactivity)\b/,
  expiresAt: /\b(?:ttl|remaining|expires in|time ?left|max inactive interval|timeout|lifetime)\b/,
}

/** What counts for somebody else than the user of the session. */
const OTHER = /\b(?:password|verified|otp|webauthn|token|certificate|account|birth|message|metadata)\b/

/** Where the times are and how each is written, by names and values. `zone` stands in rules for times that carry none themselves. */
export function proposeTimes(leaves: readonly Leaf[], zone: string): ProposedTimes {
  const pairs = leaves.flatMap((leaf) => timesOf(leaf, zone))
  const proposed: ProposedTimes = {}
  const used = new Set<string>()
  for (const { field, path, rule } of pairs.toSorted((left, right) => right.score - left.score)) {
    if (proposed[field] !== undefined || used.has(path)) continue
    proposed[field] = { path, rule }
    used.add(path)
  }
  return Object.keys(proposed).length === 0 ? byOrder(leaves, zone) : proposed
}

interface Scored extends ProposedTime {
  readonly field: TimeField
  readonly score: number
}

function timesOf(leaf: Leaf, zone: string): readonly Scored[] {
  const name = leaf.words.join(' ')
  const whole = [...leaf.above, ...leaf.words].join(' ')
  const away = (leaf.depth - 1) * 0.5 + (OTHER.test(whole) ? 4 : 0)
  const moment = momentForm(leaf.values)
  return TIME_FIELDS.flatMap((field) => {
    const length = LENGTH_NAMES[field].test(name) && moment === null ? lengthForm(leaf.values, leaf.words) : null
    const form: TimeForm | null = length ?? moment
    if (form === null) return []
    const byName = length !== null ? 8 : (MOMENT_NAMES[field].find(([pattern]) => pattern.test(name))?.[1] ?? 0)
    return byName === 0 ? [] : [{ field, path: leaf.path, rule: ruleOfForm(form, field, zone), score: byName - away }]
  })
}

/** Where names say nothing, such as in rows that are arrays: what lies first is when it began, what lies ahead is when it ends. */
function byOrder(leaves: readonly Leaf[], zone: string): ProposedTimes {
  const moments = leaves
    .flatMap((leaf) => {
      const form = momentForm(leaf.values)
      return form === null || leaf.words.length > 0 ? [] : [{ path: leaf.path, form, typical: typical(leaf.values) }]
    })
    .toSorted((left, right) => (left.typical < right.typical ? -1 : 1))
  return Object.fromEntries(
    moments.slice(0, 3).map(({ path, form }, index) => {
      const field = TIME_FIELDS[index] ?? 'createdAt'
      return [field, { path, rule: ruleOfForm(form, field, zone) }]
    }),
  )
}

/** Moments of one form sort as texts do once they are of one length. */
function typical(values: readonly unknown[]): string {
  return (
    values
      .filter((value) => !isSentinel(value))
      .map((value) => String(value).padStart(24, '0'))
      .toSorted()[0] ?? ''
  )
}
