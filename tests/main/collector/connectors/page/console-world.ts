import { afterEach, beforeEach } from 'vitest'
import type { Connector } from '../../../../../src/main/collector/connectors/connector.ts'
import { type Console, connectorTo, consoleProfile, PASSWORD, startConsole } from './console.ts'

/** The made-up system of the test that runs: whoever imports it has a fresh one in each test. */
export let world: Console
const opened: Connector[] = []

beforeEach(async () => {
  world = await startConsole()
})
afterEach(async () => {
  await Promise.all(opened.splice(0).map((connector) => connector.close()))
  await world.close()
})

/** A connector to it, with what a test changes of its profile. It is closed when the test ends. */
export function connect(changes: Readonly<Record<string, unknown>> = {}, secret: string | null = PASSWORD): Connector {
  const connector = connectorTo(world.server.url, consoleProfile(changes), {}, secret)
  opened.push(connector)
  return connector
}
