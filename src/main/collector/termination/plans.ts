import type { Clock } from '../../../shared/clock.ts'
import { RollcallError } from '../../../shared/errors.ts'
import { t } from '../../../shared/language/language.ts'
import { type SessionKey, sessionKeyText } from '../../../shared/session.ts'
import type { Plan, Target } from '../../../shared/termination.ts'
import { type Evidence, lookAgain, type Watched, type Watcher } from './sighting.ts'

/** Reviews that were opened and not confirmed; the oldest are dropped. */
const MOST_PLANS = 50

/** How long what a person read in a review may be acted on, in ms. */
const PLAN_LIFE = 10 * 60_000

/** One review, from its first read to its confirmation. */
export interface OpenPlan {
  readonly serverIds: ReadonlySet<string>
  /** The targets that will end, by their keys; reads keep their rows current from the moment that the review saw them. */
  readonly watched: Map<string, Watched>
  /** Null while servers are still being read for it. */
  plan: Plan | null
  /** When the review came to its end, by both clocks: one stands still while the machine sleeps, the other may be set. */
  reviewedAt: { readonly monotonic: number; readonly wall: number }
  /** The name of a server that was changed since the review began: its targets were meant for another one. */
  changed: string | null
}

/** A plan that may be confirmed, and its targets that will end, in its order. */
export interface ReadyPlan {
  readonly open: OpenPlan
  readonly plan: Plan
  readonly targets: readonly Watched[]
}

/** Plans that wait to be confirmed, with the newest rows of their targets: a poll in between may show what the review could not. */
export class Plans implements Watcher {
  readonly #clock: Clock
  readonly #open = new Set<OpenPlan>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** A review of these sessions begins. */
  begin(keys: readonly SessionKey[]): OpenPlan {
    const serverIds = new Set(keys.map(({ serverId }) => serverId))
    const open: OpenPlan = { serverIds, watched: new Map(), plan: null, reviewedAt: this.#now(), changed: null }
    this.#open.add(open)
    for (const old of [...this.#open].slice(0, -MOST_PLANS)) this.#open.delete(old)
    return open
  }

  /** The review came to its end. Throws `unknown-plan` when a server of it was changed in the meantime. */
  end(open: OpenPlan, plan: Plan): void {
    if (open.changed !== null) throw changedPlan(open.changed)
    open.plan = plan
    open.reviewedAt = this.#now()
  }

  /** The review was broken off, or confirmed. */
  drop(open: OpenPlan): void {
    this.#open.delete(open)
  }

  /** A plan that may be confirmed. Throws `unknown-plan` and says why it may not. */
  get(planId: string): ReadyPlan {
    const open = [...this.#open].find(({ plan }) => plan?.planId === planId)
    if (open === undefined || open.plan === null) throw unknownPlan()
    if (open.changed !== null) throw changedPlan(open.changed)
    const { monotonic, wall } = this.#now()
    const age = Math.max(monotonic - open.reviewedAt.monotonic, Math.abs(wall - open.reviewedAt.wall))
    if (age > PLAN_LIFE) throw oldPlan()
    const { plan, watched } = open
    const targets = plan.targets.map(({ target }) => watched.get(sessionKeyText(target.key)))
    return { open, plan, targets: targets.filter((target) => target !== undefined) }
  }

  watched(serverId: string): readonly Target[] {
    return this.#on(serverId).map(({ target }) => target)
  }

  onRead(evidence: Evidence): void {
    lookAgain(this.#on(evidence.serverId), evidence)
  }

  /** No plan with a target on this server can be confirmed any more. */
  onServerChanged(serverId: string, name: string): void {
    for (const open of this.#open) {
      if (!open.serverIds.has(serverId)) continue
      open.changed ??= name
      open.watched.clear()
    }
  }

  #on(serverId: string): readonly Watched[] {
    const plans = [...this.#open].filter(({ serverIds }) => serverIds.has(serverId))
    return plans.flatMap(({ watched }) => [...watched.values()]).filter(({ target }) => target.key.serverId === serverId)
  }

  #now(): OpenPlan['reviewedAt'] {
    return { monotonic: this.#clock.monotonic(), wall: this.#clock.now() }
  }
}

function unknownPlan(): RollcallError {
  return new RollcallError({
    code: 'unknown-plan',
    message: t('runs.unknownPlan'),
    next: t('runs.unknownPlanNext'),
  })
}

function oldPlan(): RollcallError {
  return new RollcallError({
    code: 'unknown-plan',
    message: t('runs.oldPlan', { minutes: PLAN_LIFE / 60_000 }),
    next: t('runs.oldPlanNext'),
  })
}

function changedPlan(name: string): RollcallError {
  return new RollcallError({
    code: 'unknown-plan',
    message: t('runs.changedPlan', { server: name }),
    next: t('runs.changedPlanNext'),
  })
}
