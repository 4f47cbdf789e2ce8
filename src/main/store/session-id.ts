const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Whether an id is a canonical lower-case UUID. */
export function isUuid(sessionId: string): boolean {
  return UUID.test(sessionId)
}

/** A session id as it is stored: 16 bytes for a canonical lower-case UUID, the text itself for anything else. */
export function storedSessionId(sessionId: string): Buffer | string {
  return isUuid(sessionId) ? Buffer.from(sessionId.replaceAll('-', ''), 'hex') : sessionId
}

/** The session id behind what `storedSessionId` gave. */
export function sessionIdFrom(stored: Uint8Array | string): string {
  if (typeof stored === 'string') return stored
  const hex = Buffer.from(stored.buffer, stored.byteOffset, stored.byteLength).toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
