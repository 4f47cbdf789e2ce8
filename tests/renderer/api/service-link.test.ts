import { createORPCClient, type ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { type ContractRouterClient, eventIterator, oc } from '@orpc/contract'
import { implement } from '@orpc/server'
import { RPCHandler } from '@orpc/server/message-port'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { BACK_OFF_MS, type ConnectionEvents, restarting, ServiceLink } from '../../../src/renderer/api/service-link.ts'

const contract = {
  echo: oc.input(z.string()).output(z.string()),
  /** Never answers by itself. */
  silence: oc.output(z.string()),
  ticks: oc.output(eventIterator(z.number())),
}

/** A real service on a real port, which falls silent without a word, as the port of a dead worker does. */
function startService(): MessagePort {
  const { port1, port2 } = new MessageChannel()
  const os = implement(contract)
  const router = os.router({
    echo: os.echo.handler(({ input }) => input),
    silence: os.silence.handler(() => new Promise(() => undefined)),
    ticks: os.ticks.handler(async function* () {
      yield 1
      await new Promise(() => undefined)
    }),
  })
  new RPCHandler(router).upgrade(port1)
  port1.start()
  port2.start()
  return port2
}

/** A link whose attempts the test decides. */
function linkUnderTest() {
  const attempts: ConnectionEvents[] = []
  const link = new ServiceLink('reader', (events) => {
    attempts.push(events)
    return () => undefined
  })
  const client: ContractRouterClient<typeof contract> = createORPCClient(link)
  link.start()
  const last = () => attempts.at(-1) as ConnectionEvents
  return { link, client, attempts, last, up: () => last().up(new RPCLink({ port: startService() })) }
}

const died = restarting('reader', 'exit code 9')
const problemCode = (error: unknown) => (error as ORPCError<'PROBLEM', { code: string; technical: string }>).data

describe('ServiceLink', () => {
  it('holds calls until it is connected for the first time', async () => {
    const { client, up } = linkUnderTest()
    const answer = client.echo('hello')
    up()
    await expect(answer).resolves.toBe('hello')
  })

  it('rejects calls that were waiting for a first connection that failed', async () => {
    const { client, last } = linkUnderTest()
    const answer = client.echo('hello')
    last().down(died)
    await expect(answer.catch(problemCode)).resolves.toMatchObject({ code: 'service-down' })
  })

  it('rejects a pending call with the reason when the service dies, though its port stays silent', async () => {
    const { client, up, last } = linkUnderTest()
    up()
    const answer = client.silence()
    await client.echo('the call before is on its way')
    last().down(died)
    await expect(answer.catch(problemCode)).resolves.toMatchObject({ code: 'service-down', technical: 'exit code 9' })
  })

  it('rejects a new call at once while the service is down', async () => {
    const { client, up, last } = linkUnderTest()
    up()
    last().down(died)
    await expect(client.echo('hello').catch(problemCode)).resolves.toMatchObject({ code: 'service-down' })
  })

  it('ends a subscription with the reason when the service dies', async () => {
    const { client, up, last } = linkUnderTest()
    up()
    const seen: number[] = []
    const listening = (async () => {
      for await (const tick of await client.ticks()) {
        seen.push(tick)
        last().down(died)
      }
    })()
    await expect(listening.catch(problemCode)).resolves.toMatchObject({ code: 'service-down' })
    expect(seen).toEqual([1])
  })

  it('keeps a call going when only the caller of another one gives up', async () => {
    const { client, up } = linkUnderTest()
    up()
    const giveUp = new AbortController()
    const abandoned = client.silence(undefined, { signal: giveUp.signal })
    giveUp.abort()
    await expect(abandoned).rejects.toThrow()
    await expect(client.echo('still here')).resolves.toBe('still here')
  })

  describe('while it is down', () => {
    beforeEach(() => void vi.useFakeTimers())
    afterEach(() => void vi.useRealTimers())

    it('tries again, each time after a longer wait', () => {
      const { attempts, last } = linkUnderTest()
      for (const wait of BACK_OFF_MS) {
        const before = attempts.length
        last().down(died)
        vi.advanceTimersByTime(wait - 1)
        expect(attempts).toHaveLength(before)
        vi.advanceTimersByTime(1)
        expect(attempts).toHaveLength(before + 1)
      }
      last().down(died)
      vi.advanceTimersByTime(BACK_OFF_MS.at(-1) ?? 0)
      expect(attempts).toHaveLength(BACK_OFF_MS.length + 2)
    })

    it('begins with the short wait again after it was up', () => {
      const { attempts, last, up } = linkUnderTest()
      last().down(died)
      vi.advanceTimersByTime(BACK_OFF_MS[0])
      last().down(died)
      vi.advanceTimersByTime(BACK_OFF_MS[1])
      up()
      last().down(died)
      vi.advanceTimersByTime(BACK_OFF_MS[0])
      expect(attempts).toHaveLength(4)
    })

    it('tries no more when the page was refused for good', () => {
      const { attempts, last, link } = linkUnderTest()
      last().down(died, { final: true })
      vi.advanceTimersByTime(60_000)
      expect(attempts).toHaveLength(1)
      expect(link.state).toMatchObject({ kind: 'down', final: true })
    })

    it('hears nothing more from an attempt that is over', () => {
      const { attempts, last, link } = linkUnderTest()
      last().down(died)
      attempts[0]?.up(new RPCLink({ port: startService() }))
      expect(link.state.kind).toBe('down')
    })
  })
})
