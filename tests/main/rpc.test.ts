import { setTimeout as wait } from 'node:timers/promises'
import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, isDefinedError, ORPCError } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { eventIterator } from '@orpc/contract'
import { implement, type RouterClient } from '@orpc/server'
import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { portOfThread } from '../../src/main/port.ts'
import { servePort } from '../../src/main/rpc.ts'
import { call } from '../../src/shared/contract/base.ts'
import { type Problem, RollcallError } from '../../src/shared/errors.ts'

const problem: Problem = { code: 'timed-out', message: 'Keep EU did not answer.', next: 'Try again.', technical: 'after 30 s' }
const contract = {
  refuse: call.output(z.string()),
  break: call.output(z.string()),
  wrongAnswer: call.output(z.string()),
  greet: call.input(z.object({ name: z.string() })).output(z.string()),
  count: call.output(eventIterator(z.number())),
  endless: call.output(eventIterator(z.number())),
}

let endlessOpen = 0
const router = implement(contract).router({
  refuse: implement(contract).refuse.handler(() => {
    throw new RollcallError(problem)
  }),
  break: implement(contract).break.handler(() => {
    throw new Error('the password is hunter2')
  }),
  wrongAnswer: implement(contract).wrongAnswer.handler(() => 42 as unknown as string),
  greet: implement(contract).greet.handler(({ input }) => `Hello ${input.name}`),
  count: implement(contract).count.handler(async function* () {
    yield 1
    throw new RollcallError(problem)
  }),
  endless: implement(contract).endless.handler(async function* ({ signal }) {
    endlessOpen += 1
    try {
      yield 0
      await wait(3_600_000, undefined, { signal })
    } finally {
      endlessOpen -= 1
    }
  }),
})

const { port1, port2 } = new MessageChannel()
servePort(router, portOfThread(port1))
const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: port2 }))

afterEach(() => {
  endlessOpen = 0
})

async function failureOf(work: Promise<unknown>): Promise<ORPCError<string, unknown>> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof ORPCError) return error
  throw new Error('it did not fail as a call fails')
}

test('a call passes its input and its answer', async () => {
  expect(await client.greet({ name: 'Ann' })).toBe('Hello Ann')
})

test('a problem arrives as the declared error with all its words', async () => {
  const error = await failureOf(client.refuse())
  expect(isDefinedError(error)).toBe(true)
  expect(error).toMatchObject({ code: 'PROBLEM', data: problem })
})

test('a problem in the middle of a stream arrives as the declared error after what came before', async () => {
  const seen: number[] = []
  const error = await failureOf(
    (async () => {
      for await (const number of await client.count()) seen.push(number)
    })(),
  )
  expect(seen).toEqual([1])
  expect(error).toMatchObject({ code: 'PROBLEM', defined: true, data: problem })
})

test('a defect crosses the port without its text', async () => {
  const error = await failureOf(client.break())
  expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', defined: false })
  expect(JSON.stringify(error)).not.toContain('hunter2')
})

test('an answer of the wrong shape is a defect, and wrong input is said to be wrong', async () => {
  expect(await failureOf(client.wrongAnswer())).toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
  expect(await failureOf(client.greet({ name: 7 } as unknown as { name: string }))).toMatchObject({ code: 'BAD_REQUEST' })
})

test('a stream that nobody reads any more ends in the service at once', async () => {
  const stop = new AbortController()
  const stream = await client.endless(undefined, { signal: stop.signal })
  await stream.next()
  expect(endlessOpen).toBe(1)
  stop.abort()
  await expect.poll(() => endlessOpen, { timeout: 2000 }).toBe(0)
})
