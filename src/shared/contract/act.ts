import { eventIterator } from '@orpc/contract'
import { z } from 'zod'
import { problemSchema } from '../errors.ts'
import { profileIdSchema } from '../profile.ts'
import { previewSchema, profileTextSchema, sampleRequestSchema, sampleSchema, saveProfileSchema } from '../profile-file.ts'
import { serverDraftSchema, serverIdSchema } from '../server.ts'
import { sessionKeySchema } from '../session.ts'
import { settingsChangeSchema } from '../settings.ts'
import { planSchema, scopeSchema } from '../termination.ts'
import { call } from './base.ts'

/** A secret goes in here and never comes back: no output of any call holds one. At most 2000 bytes and no NUL (keychain limits). */
export const secretInputSchema = z
  .string()
  .min(1)
  .refine((secret) => new TextEncoder().encode(secret).length <= 2000, 'at most 2000 bytes')
  .refine((secret) => !secret.includes('\0'), 'no NUL character')

/** What *Test connection* tries, in this order; a step that fails ends the test. */
export const TEST_STEPS = ['address', 'name', 'connection', 'tls', 'sign-in', 'right', 'shape'] as const

/** A certificate that was met and is not trusted, so that an admin can compare its fingerprint and choose to pin it. */
export const certificateSchema = z.object({
  pem: z.string(),
  sha256: z.string(),
  subject: z.string(),
  issuer: z.string(),
  validFrom: z.string(),
  validTo: z.string(),
})
export type Certificate = z.infer<typeof certificateSchema>

export const testStepSchema = z.object({
  step: z.enum(TEST_STEPS),
  result: z.enum(['ok', 'failed', 'skipped']),
  /** What was found, in words: the address, the certificate's issuer, how many sessions. */
  detail: z.string(),
  problem: problemSchema.nullable(),
  certificate: certificateSchema.optional(),
})
export type TestStep = z.infer<typeof testStepSchema>

const one = z.object({ serverId: serverIdSchema })

/** Everything the window can ask to be done. The collector does it; what came of it is read again from the reader. */
export const actContract = {
  servers: {
    add: call.input(z.object({ draft: serverDraftSchema, secret: secretInputSchema.optional() })).output(one),
    /** A change of scheme, host, port, connector, auth or trust detaches the stored secret unless a new one comes with the change. */
    change: call
      .input(one.extend({ draft: serverDraftSchema, secret: secretInputSchema.optional() }))
      .output(z.object({ detached: z.boolean() })),
    remove: call.input(one.extend({ keepHistory: z.boolean() })),
    pause: call.input(one),
    resume: call.input(one),
    /** Reads this server now, or all of them; also lifts a hold once. */
    refresh: call.input(z.object({ serverId: serverIdSchema.optional() })),
    /** Tries a draft without saving it. `serverId` lends the stored secret when origin, auth, connector and trust are unchanged. */
    test: call
      .input(z.object({ draft: serverDraftSchema, secret: secretInputSchema.optional(), serverId: serverIdSchema.optional() }))
      .output(eventIterator(testStepSchema)),
  },
  profiles: {
    /**
     * Writes a profile into the data folder; servers that use it are asked with it from now on. Refused with `bad-input` and all
     * `reasons` at once.
     */
    save: call.input(saveProfileSchema).output(z.object({ id: profileIdSchema })),
    /** Deletes a saved profile, or a refused file by its id. Refused while a server uses it. */
    remove: call.input(z.object({ id: z.string().min(1).max(200) })),
    /**
     * Asks a server once, for *Map fields*. `serverId` lends the stored secret as in `servers.test`. `profile`: the text of the profile
     * that is being written, for a draft that signs in by one of its logins; without it the draft's own profile is meant.
     */
    sample: call
      .input(
        z.object({
          draft: serverDraftSchema,
          secret: secretInputSchema.optional(),
          serverId: serverIdSchema.optional(),
          profile: profileTextSchema.optional(),
          request: sampleRequestSchema,
        }),
      )
      .output(sampleSchema),
    /** Decodes an answer by a profile's text. Asks nobody. Refused with `bad-input` and all `reasons` when the profile is not good. */
    preview: call
      .input(z.object({ profile: profileTextSchema, sample: z.unknown(), clockOffset: z.number().optional() }))
      .output(previewSchema),
  },
  terminations: {
    /**
     * Freezes these sessions as targets and reads every server involved again. Nothing is ended. With the scope `user` all sessions of
     * the users of these sessions are meant, each on its server, as the fresh read lists them.
     */
    review: call
      .input(z.object({ keys: z.array(sessionKeySchema).min(1).max(5000), scope: scopeSchema.default('sessions') }))
      .output(planSchema),
    /** A plan with one target, a user on a server that can't list its sessions. Nobody can see what becomes of it. */
    reviewUser: call.input(one.extend({ user: z.string().trim().min(1).max(500) })).output(planSchema),
    /** Starts the run of a reviewed plan. `count` is the number on the button: when it is not the number of targets that will end, nothing is sent. */
    confirm: call
      .input(z.object({ planId: z.string(), count: z.number().int().min(1), reason: z.string().trim().max(500).optional() }))
      .output(z.object({ runId: z.string() })),
    /** No request starts after this; what was asked gets its outcome, the rest is not attempted. */
    stop: call.input(z.object({ runId: z.string() })),
    acknowledge: call.input(z.object({ runId: z.string() })),
  },
  console: {
    /** Remembers what the change names; all else stays as it is. */
    saveSettings: call.input(settingsChangeSchema),
    /** Hidden windows poll at a third of the pace. */
    visible: call.input(z.object({ visible: z.boolean() })),
    retryKeychain: call,
  },
}
