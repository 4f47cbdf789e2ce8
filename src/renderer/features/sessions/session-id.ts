/** A session id fit for the screen and the clipboard: an id can be as good as a key, so of a long one only the start is shown. */
export function maskedSessionId(sessionId: string): string {
  const start = sessionIdStart(sessionId)
  return start === sessionId ? sessionId : `${start}…`
}

/** As much of a session id as may be shown: all of a short one. */
export function sessionIdStart(sessionId: string): string {
  return sessionId.length <= 12 ? sessionId : sessionId.slice(0, 8)
}
