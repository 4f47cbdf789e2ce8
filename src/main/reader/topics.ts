import { TOPICS, type Topic } from '../../shared/change.ts'

/** At most four times a second: the window asks anew for everything that changed. */
const LEAST_PAUSE = 250

/** Hands the topics that changed to every window that listens, several changes at a time. */
export interface TopicHub {
  publish(topics: readonly Topic[]): void
  /** The first item comes at once and names all topics. Ends with `signal`, or when it is returned from. */
  subscribe(signal?: AbortSignal): AsyncIteratorObject<{ topics: Topic[] }, undefined, void>
}

export function createTopicHub(): TopicHub {
  const subscriptions = new Set<Subscription>()
  return {
    publish: (topics) => {
      for (const subscription of subscriptions) subscription.add(topics)
    },
    subscribe: (signal) => {
      const subscription = createSubscription(() => subscriptions.delete(subscription))
      subscriptions.add(subscription)
      signal?.addEventListener('abort', () => subscription.end(), { once: true })
      if (signal?.aborted === true) subscription.end()
      return subscription.stream
    },
  }
}

interface Subscription {
  add(topics: readonly Topic[]): void
  end(): void
  readonly stream: AsyncIteratorObject<{ topics: Topic[] }, undefined, void>
}

type Item = IteratorResult<{ topics: Topic[] }, undefined>

/** Not a generator: returning from one waits for its next item, which may never come. */
function createSubscription(onEnd: () => void): Subscription {
  const pending = new Set<Topic>(TOPICS)
  let waiting: ((item: Item) => void) | null = null
  let timer: NodeJS.Timeout | null = null
  let lastAt = Number.NEGATIVE_INFINITY
  let ended = false

  const deliver = (): void => {
    timer = null
    if (waiting === null || pending.size === 0) return
    const answer = waiting
    waiting = null
    lastAt = performance.now()
    const topics = TOPICS.filter((topic) => pending.has(topic))
    pending.clear()
    answer({ done: false, value: { topics } })
  }
  const arm = (): void => {
    if (waiting === null || pending.size === 0 || timer !== null) return
    const pause = lastAt + LEAST_PAUSE - performance.now()
    if (pause <= 0) deliver()
    else timer = setTimeout(deliver, pause)
  }
  const end = (): void => {
    if (ended) return
    ended = true
    if (timer !== null) clearTimeout(timer)
    waiting?.({ done: true, value: undefined })
    waiting = null
    onEnd()
  }
  const next = (): Promise<Item> =>
    new Promise((resolve) => {
      if (ended) return resolve({ done: true, value: undefined })
      waiting = resolve
      arm()
    })
  return {
    add: (topics) => {
      for (const topic of topics) pending.add(topic)
      arm()
    },
    end,
    stream: {
      next,
      return: async () => {
        end()
        return { done: true, value: undefined }
      },
      [Symbol.asyncIterator]() {
        return this
      },
      [Symbol.asyncDispose]: async () => end(),
    },
  }
}
