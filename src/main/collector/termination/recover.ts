import { type Clock, wait } from '../../../shared/clock.ts'
import { t } from '../../../shared/language/language.ts'
import type { Outcome, Target } from '../../../shared/termination.ts'
import type { Database } from '../../store/database.ts'
import {
  countInDoubt,
  type InDoubtTarget,
  targetsInDoubt,
  targetsNotAsked,
  unfinishedRuns,
  unseeableInDoubt,
} from '../../store/journal/run-queries.ts'
import { finishRun, interruptRun, recordOutcomes } from '../../store/journal/runs.ts'
import type { TerminationEnvironment } from './access.ts'
import { OutcomeWriter } from './outcomes.ts'
import type { Evidence, Sighting, Watcher } from './sighting.ts'
import { WINDOW } from './verify.ts'

/**
 * Closes the runs that the end of the program cut off. What was never asked is not attempted; what was asked and has no outcome stays in
 * doubt until a read shows it, or is unknown where no read ever will. Nothing is ever sent again. A run that only lacked its last line is
 * finished.
 */
export function closeInterruptedRuns(journal: Database, at: number): void {
  for (const runId of unfinishedRuns(journal)) {
    const notAsked = targetsNotAsked(journal, runId)
    const unseeable = unseeableInDoubt(journal, runId)
    recordOutcomes(journal, [
      ...notAsked.map(({ place }) => ({ place, outcome: { kind: 'not-attempted', detail: t('runs.endedBefore'), at } as const })),
      ...unseeable.map(({ place }) => ({ place, outcome: { kind: 'unknown', detail: t('runs.endedUnseeable'), at } as const })),
    ])
    if (notAsked.length + unseeable.length === 0 && countInDoubt(journal, runId) === 0) finishRun(journal, runId, at)
    else interruptRun(journal, runId, at)
  }
}

interface Doubt extends InDoubtTarget {
  /** Monotonic ms from which on a read that still lists it means that the request did nothing: the server may be at work on it until then. */
  readonly overAt: number
}

/** Targets that were asked before an interruption, until a read of their server tells what became of them. */
export class InDoubt implements Watcher {
  readonly #clock: Clock
  readonly #outcomes: OutcomeWriter
  #doubts: readonly Doubt[]

  /** Sees to it that servers are read as soon as a read settles what is open. `ended` is the end of the program. */
  constructor({ journal, clock, access, onWritten }: TerminationEnvironment, ended: AbortSignal) {
    this.#clock = clock
    // While the disk takes nothing they wait here; after a restart they are in doubt once more.
    this.#outcomes = new OutcomeWriter(journal, { onWritten, onUnwritable: () => undefined })
    this.#doubts = targetsInDoubt(journal).map((target) => ({ ...target, overAt: clock.monotonic() + restOfWindow(target, clock) }))
    const servers = Map.groupBy(this.#doubts, ({ target }) => target.key.serverId)
    for (const [serverId, doubts] of servers) void this.#readWhenOver(serverId, doubts, access, ended)
  }

  watched(serverId: string): readonly Target[] {
    return this.#on(serverId).map(({ target }) => target)
  }

  onRead(evidence: Evidence): void {
    const resolved = this.#on(evidence.serverId).flatMap((doubt) => {
      const outcome = outcomeOf(evidence.sighting(doubt.target), evidence.complete, evidence.startedAt >= doubt.overAt)
      return outcome === null ? [] : [{ doubt, outcome: { ...outcome, at: evidence.at } }]
    })
    this.#resolve(resolved)
  }

  /** This server's list, which could have told what became of them, is not read any more. */
  onListGone(serverId: string, why: 'changed' | 'removed'): void {
    const outcome: Outcome = { kind: 'unknown', detail: t(`runs.listGone-${why}`), at: this.#clock.now() }
    this.#resolve(this.#on(serverId).map((doubt) => ({ doubt, outcome })))
  }

  /** Tries once more what the disk did not take. */
  writeAgain(): void {
    this.#outcomes.add([])
  }

  /** Resolves when everything that is known is written, or can't be. */
  async flush(): Promise<void> {
    await this.#outcomes.flush()
  }

  #on(serverId: string): readonly Doubt[] {
    return this.#doubts.filter(({ target }) => target.key.serverId === serverId)
  }

  #resolve(resolved: readonly { readonly doubt: Doubt; readonly outcome: Outcome }[]): void {
    const done = new Set(resolved.map(({ doubt }) => doubt))
    this.#doubts = this.#doubts.filter((doubt) => !done.has(doubt))
    this.#outcomes.add(resolved.map(({ doubt, outcome }) => ({ place: doubt.place, outcome })))
  }

  /** The next poll may be an hour away. A server that is paused is left alone, as a person wished. */
  async #readWhenOver(
    serverId: string,
    doubts: readonly Doubt[],
    access: TerminationEnvironment['access'],
    ended: AbortSignal,
  ): Promise<void> {
    const over = Math.max(...doubts.map(({ overAt }) => overAt))
    if (over <= this.#clock.monotonic()) return
    // A timer may fire a moment early.
    while (!ended.aborted && this.#clock.monotonic() < over) await wait(this.#clock, over - this.#clock.monotonic(), ended)
    const server = access(serverId)
    if (ended.aborted || server === null || server.server.paused || this.#on(serverId).length === 0) return
    await server.readFresh().catch(() => undefined)
  }
}

/** Where the clock was set back the whole window is waited for: the request left before this start in any case. */
function restOfWindow({ askedAt }: InDoubtTarget, clock: Clock): number {
  return Math.min(Math.max(askedAt + WINDOW - clock.now(), 0), WINDOW)
}

function outcomeOf(sighting: Sighting, complete: boolean, over: boolean): Omit<Outcome, 'at'> | null {
  if (sighting.kind === 'absent') return { kind: 'terminated', detail: t('runs.notListed') }
  if (sighting.kind === 'listed' && over) return { kind: 'still-present', detail: t('runs.stillListed') }
  if (sighting.kind === 'changed' && over && complete) return { kind: 'unknown', detail: sighting.again }
  return null
}
