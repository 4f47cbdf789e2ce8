import PQueue from 'p-queue'
import type { Ask, ReadReport } from '../../../../src/main/collector/connectors/requests.ts'
import type { PollEnvironment } from '../../../../src/main/collector/polling/poll-environment.ts'
import type { PollHistory } from '../../../../src/main/collector/polling/status.ts'
import type { RollcallError } from '../../../../src/shared/errors.ts'
import type { PollStatus } from '../../../../src/shared/server.ts'
import { VirtualClock } from '../virtual-clock.ts'
import { ScriptedServer } from './scripted-server.ts'

/** A server that was never read. */
export const NOTHING: PollHistory = { lastCompleteAt: null, lastReadAt: null, sessions: 0, held: null }

/** What loops in virtual time share, and what they did. */
export class LoopWorld {
  readonly clock = new VirtualClock()
  readonly statuses: PollStatus[] = []
  readonly reports: ReadReport[] = []
  missed = 0
  hidden = false
  canList = true
  takeFails: RollcallError | null = null

  environment(server: ScriptedServer | ReadonlyMap<string, ScriptedServer>, change: Partial<PollEnvironment> = {}): PollEnvironment {
    return {
      clock: this.clock,
      random: () => 0.5,
      places: new PQueue({ concurrency: 16 }),
      hidden: () => this.hidden,
      canList: () => this.canList,
      connect: async ({ id }) => (server instanceof ScriptedServer ? server : (server.get(id) as ScriptedServer)).connector(),
      take: (_, read) => {
        if (this.takeFails !== null) throw this.takeFails
        return read.sessions.length
      },
      missed: () => {
        this.missed += 1
      },
      onStatus: (status) => this.statuses.push(status),
      onRead: (report) => this.reports.push(report),
      onDefect: (error) => {
        throw error
      },
      ...change,
    }
  }
}

/** What a request that ends one session is to end. */
export function one(sessionId: string): Ask {
  return { kind: 'one', sessionId }
}

/** Numbers that look random and are the same each time. */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}
