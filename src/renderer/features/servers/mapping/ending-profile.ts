import { t } from '../../../../shared/language/language.ts'
import { answersOf } from './answer-marks.ts'
import { type EndDraft, type Mapping, namesSession, partsNamed } from './mapping.ts'
import { type DraftProblem, requestOf } from './request-text.ts'

/** How sessions are ended, as a profile has it. What is wrong is told at its field. */
export function endingsOf(mapping: Mapping, problems: DraftProblem[]): Record<string, unknown> {
  const { one, user } = mapping
  const terminate: Record<string, unknown> = {}
  if (one.offered) {
    const request = requestOf(one, 'one', problems)
    if (!namesSession(request)) problems.push({ at: 'one.path', reason: t('mapping.oneNamesId') })
    terminate.one = { request, ...rulesOf(one, 'one', problems) }
  }
  if (user.offered) {
    const request = requestOf(user, 'user', problems)
    if (!JSON.stringify(request).includes('{user}')) problems.push({ at: 'user.path', reason: t('mapping.userNamesUser') })
    terminate.user = { request, by: user.by, ...rulesOf(user, 'user', problems) }
  }
  return terminate
}

function rulesOf({ answers }: EndDraft, at: string, problems: DraftProblem[]): Record<string, unknown> {
  const rules = answersOf(answers, at, problems)
  return rules === undefined ? {} : { answers: rules }
}

/** What the requests name beside the id, as a profile's `identity`. */
export function identityOf(mapping: Mapping, problems: DraftProblem[]): Record<string, unknown> {
  const parts = partsNamed(mapping)
  if (parts.length === 0) return {}
  for (const part of parts) {
    if (!mapping.parts[part]?.trim()) problems.push({ at: `parts.${part}`, reason: t('mapping.partNeeded', { part: `{id.${part}}` }) })
  }
  return { identity: { with: Object.fromEntries(parts.map((part) => [part, mapping.parts[part]?.trim() ?? ''])) } }
}

/** How Rollcall's own session is told where the answer does not mark it, in English as all words of a profile: it is given to others. */
export function ownRule(own: Mapping['own']): Record<string, unknown> {
  if (own === 'user') return { kind: 'user' }
  const why =
    own === 'none' ? 'Rollcall’s key or account has no session there.' : 'The answer does not say which session is Rollcall’s own.'
  return { kind: own, why }
}
