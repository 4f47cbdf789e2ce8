import { z } from 'zod'
import { problemSchema } from './errors.ts'
import { serverIdSchema } from './server.ts'
import { guardSchema, sessionKeySchema } from './session.ts'

/** What is to be ended: the sessions that were chosen, or everything their users have on those servers. */
export const scopeSchema = z.enum(['sessions', 'user'])
export type Scope = z.infer<typeof scopeSchema>

/**
 * A frozen target: what was on screen when the review opened. The user and the created time tell a re-used id from the same session.
 * `kind` `user`: not one session but a user of a server that can't list; its key's `sessionId` is empty and `user` is the name.
 */
export const targetSchema = z.object({
  kind: z.enum(['session', 'user']),
  key: sessionKeySchema,
  serverName: z.string(),
  user: z.string().nullable(),
  address: z.string().nullable(),
  /** Browser and system in words; the start of what the program calls itself where neither is known. */
  agentWords: z.string().nullable(),
  createdAt: z.number().nullable(),
  userId: z.string().nullable(),
  /** Ended together with all other sessions of its user there, by one request that logs the user out, instead of one for this session. */
  wholeUser: z.boolean(),
})
export type Target = z.infer<typeof targetSchema>

/** How a target names the program of its session: in words, or by what it calls itself, cut. */
export function agentName(words: string | null, text: string | null): string | null {
  if (words !== null || text === null || text === '') return words
  return text.length > 80 ? `${text.slice(0, 79)}…` : text
}

/** What the dry run, a fresh read without any request to end something, says of one target. */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('will-end') }),
  z.object({ kind: z.literal('already-gone') }),
  z.object({ kind: z.literal('changed'), what: z.string() }),
  z.object({ kind: z.literal('guarded'), guard: guardSchema }),
  z.object({ kind: z.literal('unreachable'), problem: problemSchema }),
])
export type Verdict = z.infer<typeof verdictSchema>

export const planSchema = z.object({
  planId: z.string(),
  scope: scopeSchema,
  targets: z.array(
    z.object({
      target: targetSchema,
      verdict: verdictSchema,
      /** As the review read it, where the server gives it: two sessions of one user may differ in nothing else. Server clock. */
      lastActiveAt: z.number().optional(),
    }),
  ),
})
export type Plan = z.infer<typeof planSchema>

/** Each target of a run ends as exactly one of these. `terminated` is said only of what a fresh complete read no longer lists. */
export const OUTCOMES = ['terminated', 'already-gone', 'still-present', 'refused', 'failed', 'unknown', 'not-attempted'] as const
export const outcomeKindSchema = z.enum(OUTCOMES)
export type OutcomeKind = z.infer<typeof outcomeKindSchema>

export const outcomeSchema = z.object({
  kind: outcomeKindSchema,
  /** One sentence for the person: why refused, what failed, what is known of an interrupted request. */
  detail: z.string().nullable(),
  at: z.number(),
})
export type Outcome = z.infer<typeof outcomeSchema>

/** `running`; `stopping` after Stop; `done`; `interrupted` when the program ended in the middle and the run was closed at the next start. */
export const runStateSchema = z.enum(['running', 'stopping', 'done', 'interrupted'])

export const runTargetSchema = z.object({
  target: targetSchema,
  /** waiting → asked (intent is in the journal) → an outcome. */
  step: z.enum(['waiting', 'asked', 'settled']),
  /** What the server said when it was asked, in words, while a read has yet to show what became of it. */
  answer: z.string().optional(),
  outcome: outcomeSchema.nullable(),
})
export type RunTarget = z.infer<typeof runTargetSchema>

export const runSummarySchema = z.object({
  runId: z.string(),
  number: z.number().int(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  state: runStateSchema,
  reason: z.string().nullable(),
  servers: z.array(serverIdSchema),
  total: z.number().int(),
  counts: z.record(outcomeKindSchema, z.number().int()),
  /** A run that was interrupted is shown until somebody has read it. */
  acknowledged: z.boolean(),
})
export type RunSummary = z.infer<typeof runSummarySchema>

export const runSchema = runSummarySchema.extend({ targets: z.array(runTargetSchema) })
export type Run = z.infer<typeof runSchema>
