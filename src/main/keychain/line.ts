import type { Port } from '../port.ts'
import { type KeychainAnswer, type KeychainRequest, keychainAnswerSchema } from './protocol.ts'

type WithoutSequence<T> = T extends unknown ? Omit<T, 'sequence'> : never
export type KeychainCall = WithoutSequence<KeychainRequest>

/** How one call ended: with an answer, or because the process kept silent, stopped, or never was there. */
export type CallEnd = { readonly kind: 'answer'; readonly answer: KeychainAnswer } | { readonly kind: 'silent' | 'stopped' | 'not-started' }

interface PendingCall {
  readonly request: KeychainRequest
  sent: boolean
  readonly end: (end: CallEnd) => void
}

/** The line to the keychain process: one call at a time, each with a deadline. */
export interface KeychainLine {
  /** Never rejects. Waits for a process as well as for its answer, both within `deadlineMs`. The caller asks one thing at a time. */
  call(call: KeychainCall, deadlineMs: number): Promise<CallEnd>
  /** Forgets the process; the next call waits for a fresh one. */
  hangUp(): void
  /** A fresh process; what was asked of the old one ends as `stopped`. */
  connect(port: Port): void
}

export function createKeychainLine(): KeychainLine {
  let port: Port | null = null
  let pending: PendingCall | null = null
  let sequence = 0

  function send(): void {
    if (port === null || pending === null || pending.sent) return
    pending.sent = true
    port.post(pending.request)
  }

  function hangUp(): void {
    const old = port
    port = null
    old?.close()
    if (pending?.sent) pending.end({ kind: 'stopped' })
  }

  function receive(message: unknown): void {
    const parsed = keychainAnswerSchema.safeParse(message)
    if (parsed.success && parsed.data.sequence === pending?.request.sequence) pending.end({ kind: 'answer', answer: parsed.data })
  }

  return {
    call(call, deadlineMs) {
      return new Promise((resolve) => {
        const end = (result: CallEnd): void => {
          clearTimeout(timer)
          pending = null
          resolve(result)
        }
        const timer = setTimeout(() => end({ kind: pending?.sent ? 'silent' : 'not-started' }), deadlineMs)
        pending = { request: { ...call, sequence: ++sequence }, sent: false, end }
        send()
      })
    },
    hangUp,
    connect(fresh) {
      hangUp()
      port = fresh
      fresh.onMessage((message) => port === fresh && receive(message))
      fresh.onClose(() => port === fresh && hangUp())
      send()
    },
  }
}
