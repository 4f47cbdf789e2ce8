/** Waits for something that goes on without us, as long as the signal and the time allow: then throws the signal's reason, or `late`. */
export function waitedFor<Result>(work: Promise<Result>, signal: AbortSignal, withinMs: number, late: () => Error): Promise<Result> {
  return new Promise<Result>((resolve, reject) => {
    const giveUp = (): void => reject(signal.reason)
    const timer = setTimeout(() => reject(late()), withinMs)
    signal.addEventListener('abort', giveUp, { once: true })
    if (signal.aborted) giveUp()
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    })
  })
}
