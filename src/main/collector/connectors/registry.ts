import { RollcallError } from '../../../shared/errors.ts'
import type { CatalogueEntry, Server, ServerDraft } from '../../../shared/server.ts'
import type { Connector } from './connector.ts'

/** The connector of one server with its secret. Opens nothing yet. Throws `bad-url`, `https-needed`, `credential-needed` or `bad-input`. */
export function createConnector(server: Server, secret: string | null): Connector {
  throw new RollcallError({ code: 'bad-input', message: `${server.name} ${secret === null}`, next: '' })
}

/** Every kind of system that can be added, for the server dialog. */
export function catalogue(): readonly CatalogueEntry[] {
  return []
}

/** Scheme, host and port of a server's URL: what its secret is bound to. Throws `bad-url`. */
export function originOf(draft: Pick<ServerDraft, 'url'>): string {
  return new URL(draft.url).origin
}
