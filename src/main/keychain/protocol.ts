import { z } from 'zod'

const base = { sequence: z.number().int(), service: z.string().min(1), account: z.string().min(1) }

/** What the keychain process can be asked. There is no way to list entries: keytar crashes on some of them. */
export const keychainRequestSchema = z.discriminatedUnion('verb', [
  z.object({ ...base, verb: z.literal('get') }),
  z.object({ ...base, verb: z.literal('set'), value: z.string().min(1) }),
  z.object({ ...base, verb: z.literal('delete') }),
])
export type KeychainRequest = z.infer<typeof keychainRequestSchema>

/**
 * Why a call failed, as far as the OS says: there is no keychain, it is locked, the one this process was joined to is gone (only a new
 * process can join another), or something else.
 */
export const keychainFailureSchema = z.enum(['absent', 'locked', 'stale', 'failed'])
export type KeychainFailure = z.infer<typeof keychainFailureSchema>

/** The answer to one request. `value` is the entry of a `get`, null for "nothing, or locked": keytar does not tell which. */
export const keychainAnswerSchema = z.discriminatedUnion('ok', [
  z.object({ sequence: z.number().int(), ok: z.literal(true), value: z.string().nullable() }),
  z.object({ sequence: z.number().int(), ok: z.literal(false), failure: keychainFailureSchema, technical: z.string() }),
])
export type KeychainAnswer = z.infer<typeof keychainAnswerSchema>
