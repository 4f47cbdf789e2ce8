import type { Server, ServerDraft } from '../../../shared/server.ts'

/** What a person decided about a server, without what Rollcall knows about it. */
export function draftOf({ id: _id, paused: _paused, credential: _credential, ...draft }: Server): ServerDraft {
  return draft
}
