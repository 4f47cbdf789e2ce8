import { MessageChannel } from 'node:worker_threads'
import { describe, expect, it } from 'vitest'
import { createNewsQueue } from '../../../src/main/reader/news-queue.ts'

const NUMBERS = Array.from({ length: 50 }, (_, number) => number)

function turns(count: number): Promise<void> {
  return new Promise((resolve) => {
    const next = (left: number): void => {
      if (left === 0) resolve()
      else setImmediate(() => next(left - 1))
    }
    next(count)
  })
}

describe('the queue of news', () => {
  it('hands everything on in the order in which it came', async () => {
    const taken: number[] = []
    const queue = createNewsQueue<number>((number) => taken.push(number))
    for (const number of NUMBERS) queue.push(number)
    await turns(60)
    expect(taken).toEqual(NUMBERS)
  })

  it('lets a question on another port through while much is waiting', async () => {
    const taken: number[] = []
    const queue = createNewsQueue<number>((number) => taken.push(number))
    const [news, questions] = [new MessageChannel(), new MessageChannel()]
    news.port2.on('message', queue.push)
    const before = new Promise<number>((resolve) => questions.port2.on('message', () => resolve(taken.length)))
    for (const number of NUMBERS) news.port1.postMessage(number)
    questions.port1.postMessage('page')
    expect(await before).toBeLessThan(10)
    await turns(60)
    expect(taken).toEqual(NUMBERS)
    news.port1.close()
    questions.port1.close()
  })

  it('goes on with what comes after all was handed on', async () => {
    const taken: number[] = []
    const queue = createNewsQueue<number>((number) => taken.push(number))
    for (const number of [1, 2]) {
      queue.push(number)
      await turns(3)
    }
    expect(taken).toEqual([1, 2])
  })

  it('hands nothing on once it is stopped', async () => {
    const taken: number[] = []
    const queue = createNewsQueue<number>((number) => taken.push(number))
    for (const number of NUMBERS) queue.push(number)
    queue.stop()
    await turns(5)
    expect(taken).toEqual([])
  })
})
