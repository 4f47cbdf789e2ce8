/** Hands on what the collector tells, one piece per turn of the event loop, so that questions that came meanwhile are answered between two. */
export interface NewsQueue<News> {
  push(news: News): void
  /** What has not been handed on yet never will be. */
  stop(): void
}

/** A round over a hundred servers tells a hundred pieces almost at once: as they come, a page waits for all of them, a quarter of a second. */
export function createNewsQueue<News>(take: (news: News) => void): NewsQueue<News> {
  let waiting: News[] = []
  let turn: NodeJS.Immediate | null = null
  const next = (): void => {
    const news = waiting.shift()
    turn = waiting.length > 0 ? setImmediate(next) : null
    if (news !== undefined) take(news)
  }
  return {
    push: (news) => {
      waiting.push(news)
      turn ??= setImmediate(next)
    },
    stop: () => {
      if (turn !== null) clearImmediate(turn)
      turn = null
      waiting = []
    },
  }
}
