import { afterEach } from 'vitest'
import type { Connector, DecodedSession, TerminateAnswer } from '../../../../../src/main/collector/connectors/connector.ts'
import { type Problem, RollcallError } from '../../../../../src/shared/errors.ts'
import type { Server } from '../../../../../src/shared/server.ts'
import type { Purpose } from '../../../../doubles/route.ts'
import { connectorTo, type Live, type Stage } from './stage.ts'
import type { Subject } from './table.ts'

const open: { close(): Promise<void> }[] = []

/** Closes what `opened` opened, after each test. */
export function closeAfterwards(): void {
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close()
  })
}

/** A signal that nobody aborts. */
export function unhurried(): AbortSignal {
  return new AbortController().signal
}

/** A running system with a connector to it; both are closed after the test. */
export async function opened(
  subject: Subject,
  changes: Partial<Server> = {},
): Promise<{ readonly stage: Stage; readonly connector: Connector }> {
  const stage = await subject.start()
  open.push(stage)
  return { stage, connector: another(stage, changes) }
}

/** A further connector to the same system. */
export function another(stage: Stage, changes: Partial<Server> = {}): Connector {
  const connector = connectorTo(stage, changes)
  open.push(connector)
  return connector
}

/** As `another`, after its first read: nothing that ends a session is sent by a connector that has not read. */
export async function anotherThatHasRead(stage: Stage): Promise<Connector> {
  const connector = another(stage)
  if (connector.capabilities.list) await connector.read(unhurried())
  return connector
}

/** Requests to end something, whether the system documents them or not. */
export function endings({ gate }: Stage): number {
  return gate.passed.filter(({ purpose }) => purpose === null || isEnding(purpose)).length
}

export function isEnding(purpose: Purpose | null): boolean {
  return purpose?.startsWith('end-') === true
}

/** Whether a request is a part of reading the list. */
export function isReading(purpose: Purpose | null): boolean {
  return purpose === 'parents' || purpose === 'list' || purpose === 'join'
}

/** Requests that no document of the system has. */
export function strayed({ gate }: Stage): readonly string[] {
  return gate.passed.filter(({ purpose }) => purpose === null).map(({ method, target }) => `${method} ${target}`)
}

/** What an ending came to: the kind of the answer, or the code of what was thrown. */
export async function outcome(asked: Promise<TerminateAnswer>): Promise<string> {
  const answer = await asked.catch((error: unknown) => thrown(error))
  return 'kind' in answer ? answer.kind : `threw ${answer.code}`
}

/** What a read came to: its problem, or null. */
export async function problemOf(asked: Promise<unknown>): Promise<Problem | null> {
  return await asked.then(
    () => null,
    (error: unknown) => thrown(error),
  )
}

/** Throws on what is not a problem but a defect. */
function thrown(error: unknown): Problem {
  if (error instanceof RollcallError) return error.problem
  throw error
}

/** The sessions that are gone since then. */
export function goneSince(stage: Stage, before: readonly Live[]): ReadonlySet<object> {
  const now = new Set(stage.live().map(({ session }) => session))
  return new Set(before.map(({ session }) => session).filter((session) => !now.has(session)))
}

/** What somebody at the screen may come to see of sessions. */
export function shownOf(connector: Connector, sessions: readonly DecodedSession[]): string {
  return JSON.stringify(sessions.map(({ raw, ...session }) => [session, connector.other(raw)]))
}

/** The name of a subject, as tests show it. */
export function nameOf({ profileId, way }: Subject): string {
  return way === undefined ? profileId : `${profileId}, ${way}`
}
