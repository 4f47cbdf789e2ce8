import { visibleString } from '../../../renderer/components/visible-text.ts'
import type { Problem } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import type { Account } from '../../../shared/session.ts'
import type { Plan, Target, Verdict } from '../../../shared/termination.ts'
import { namesText } from '../../components/format.ts'

/** How many targets of a plan got each verdict. The numbers add up to `total`. */
export type VerdictCounts = Readonly<Record<Verdict['kind'], number>> & { readonly total: number }

/** Counts the verdicts of a plan. */
export function countVerdicts(plan: Plan): VerdictCounts {
  const counts = { 'will-end': 0, 'already-gone': 0, changed: 0, guarded: 0, unreachable: 0, total: plan.targets.length }
  for (const { verdict } of plan.targets) counts[verdict.kind] += 1
  return counts
}

/** The targets that a confirmed run will send a request for. */
export function willEnd(plan: Plan): readonly Target[] {
  return plan.targets.filter(({ verdict }) => verdict.kind === 'will-end').map(({ target }) => target)
}

/** What tells whose session a target is. */
type Whose = Pick<Target, 'kind' | 'key' | 'user' | 'serverName'> & { readonly account?: Account | null }

/**
 * "14 sessions of 9 users on 3 servers". A user is a (server, name) pair; sessions without a name and those of API keys and monitors are no
 * users. One server is named.
 */
export function whoAndWhere(targets: readonly Whose[]): string {
  const [first] = targets
  if (first?.kind === 'user') return t('termination.allOfUser', { user: visibleString(first.user ?? ''), server: first.serverName })
  const named = targets.filter(({ user, account }) => user !== null && user !== '' && account !== 'anonymous')
  const users = new Set(named.map(({ key, user }) => `${key.serverId}/${user}`))
  const names = new Map(targets.map(({ key, serverName }) => [key.serverId, serverName]))
  const [only = ''] = names.values()
  return t('termination.whoAndWhere', { sessions: targets.length, users: users.size, servers: names.size, server: only })
}

/** What terminating does on each server of these targets; servers that say the same are said once. */
export function consequences(
  targets: readonly Pick<Target, 'key' | 'serverName'>[],
  terminateMeans: (serverId: string) => string | undefined,
): readonly { readonly servers: string; readonly text: string }[] {
  const byText = new Map<string, Set<string>>()
  for (const { key, serverName } of targets) {
    const text = terminateMeans(key.serverId)
    if (text === undefined || text === '') continue
    byText.set(text, (byText.get(text) ?? new Set()).add(serverName))
  }
  return [...byText].map(([text, servers]) => ({ servers: namesText([...servers]), text }))
}

/** The label of the confirm button: the number of sessions that will end stands in it, or who is logged out where nobody can count. */
export function confirmLabel(count: number, targets: readonly Pick<Target, 'kind' | 'user'>[] = []): string {
  const [first] = targets
  if (first?.kind === 'user') return t('termination.confirmUser', { user: visibleString(first.user ?? '', 60) })
  return t('termination.confirm', { count })
}

/** Why the confirm button of this plan is disabled, or null when there is something to terminate. */
export function whyNothingEnds(plan: Plan): string | null {
  const counts = countVerdicts(plan)
  if (counts['will-end'] > 0) return null
  const unreachable = [
    ...new Set(plan.targets.filter(({ verdict }) => verdict.kind === 'unreachable').map(({ target }) => target.serverName)),
  ]
  if (unreachable.length > 0) {
    const all = counts.unreachable === counts.total
    return t(all ? 'termination.unreachable' : 'termination.unreachableRest', { servers: namesText(unreachable) })
  }
  if (counts['already-gone'] === counts.total) return t('termination.allGone')
  if (counts.guarded === counts.total) return t('termination.allGuarded')
  return t('termination.noneEnds')
}

const LEFT_OUT = ['already-gone', 'changed', 'guarded', 'unreachable'] as const

/** What will not end, as a sentence for the line under the header; null when every target will end. */
export function leftOut(counts: VerdictCounts): string | null {
  const parts = LEFT_OUT.filter((kind) => counts[kind] > 0).map((kind) => t(`termination.left-${kind}`, { count: counts[kind] }))
  return parts.length === 0 ? null : t('termination.leftOut', { parts: parts.join(', ') })
}

/** The servers that could not be read again, each with its problem. */
export function unreachableServers(plan: Plan): readonly { readonly serverId: string; readonly problem: Problem }[] {
  const problems = new Map<string, Problem>()
  for (const { target, verdict } of plan.targets) if (verdict.kind === 'unreachable') problems.set(target.key.serverId, verdict.problem)
  return [...problems].map(([serverId, problem]) => ({ serverId, problem }))
}

/** The word for a verdict; its reason stands beside it. */
export function verdictWord(verdict: Verdict, target: Pick<Target, 'kind'>): string {
  if (verdict.kind === 'will-end' && target.kind === 'user') return t('termination.verdictUser')
  return t(`termination.verdict-${verdict.kind}`)
}
