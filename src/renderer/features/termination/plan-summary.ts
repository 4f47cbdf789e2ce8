import { assertNever, type Problem } from '../../../shared/errors.ts'
import type { Account } from '../../../shared/session.ts'
import type { Plan, Target, Verdict } from '../../../shared/termination.ts'
import { countText, namesText, plural } from '../../components/format.ts'

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
  if (first?.kind === 'user') return `All sessions of ${first.user} on ${first.serverName}`
  const named = targets.filter(({ user, account }) => user !== null && user !== '' && account !== 'anonymous')
  const users = new Set(named.map(({ key, user }) => `${key.serverId}/${user}`))
  const names = new Map(targets.map(({ key, serverName }) => [key.serverId, serverName]))
  const [only] = names.values()
  const where = names.size === 1 ? only : plural(names.size, 'server')
  const who = users.size === 0 ? ' without a user' : ` of ${plural(users.size, 'user')}`
  return `${plural(targets.length, 'session')}${who} on ${where}`
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
  if (first?.kind === 'user') return `Log out ${first.user}`
  return `Terminate ${plural(count, 'session')}`
}

/** Why the confirm button of this plan is disabled, or null when there is something to terminate. */
export function whyNothingEnds(plan: Plan): string | null {
  const counts = countVerdicts(plan)
  if (counts['will-end'] > 0) return null
  const unreachable = [
    ...new Set(plan.targets.filter(({ verdict }) => verdict.kind === 'unreachable').map(({ target }) => target.serverName)),
  ]
  if (unreachable.length > 0) {
    const rest = counts.unreachable === counts.total ? '' : ' None of the other sessions can be ended.'
    return `${namesText(unreachable)} cannot be reached, so nothing can be terminated there now.${rest}`
  }
  if (counts['already-gone'] === counts.total) return 'All of these sessions are gone already.'
  if (counts.guarded === counts.total) return 'All of these sessions are guarded.'
  return 'None of these sessions can be terminated.'
}

/** What will not end, as a sentence for the line under the header; null when every target will end. */
export function leftOut(counts: VerdictCounts): string | null {
  const parts = [
    [counts['already-gone'], 'already gone'],
    [counts.changed, 'changed since you looked'],
    [counts.guarded, 'guarded'],
    [counts.unreachable, 'on servers that cannot be reached'],
  ] as const
  const said = parts.filter(([count]) => count > 0).map(([count, words]) => `${countText(count)} ${words}`)
  return said.length === 0 ? null : `Left out: ${said.join(', ')}.`
}

/** The servers that could not be read again, each with its problem. */
export function unreachableServers(plan: Plan): readonly { readonly serverId: string; readonly problem: Problem }[] {
  const problems = new Map<string, Problem>()
  for (const { target, verdict } of plan.targets) if (verdict.kind === 'unreachable') problems.set(target.key.serverId, verdict.problem)
  return [...problems].map(([serverId, problem]) => ({ serverId, problem }))
}

/** The word for a verdict; its reason stands beside it. */
export function verdictWord(verdict: Verdict, target: Pick<Target, 'kind'>): string {
  switch (verdict.kind) {
    case 'will-end':
      return target.kind === 'user' ? 'Will be logged out' : 'Will end'
    case 'already-gone':
      return 'Already gone'
    case 'changed':
      return 'Changed since you looked'
    case 'guarded':
      return 'Guarded'
    case 'unreachable':
      return 'Server unreachable'
    default:
      return assertNever(verdict)
  }
}
