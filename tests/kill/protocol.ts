/** From the driver to a collector child. `go`: open the folder; its time has gone
 * faster than ours since `began` (epoch ms), over all restarts. `work`: begin what is to be interrupted. `settle`: read once more. */
export type Order =
  | { readonly kind: 'go'; readonly folder: string; readonly url: string; readonly mode: Mode; readonly began: number }
  | { readonly kind: 'work' }
  | { readonly kind: 'settle' }

/**
 * What is interrupted: runs that end many sessions one by one, or several and all of a user by one request, or reads of a list that changes
 * all the time.
 */
export type Mode = 'run' | 'together' | 'ingest'

/** From a collector child to the driver. */
export type Report =
  | { readonly kind: 'warm' }
  /** The folder is open, interrupted runs are closed and resolved; `ms` since the order to open it. */
  | { readonly kind: 'recovered'; readonly ms: number }
  | { readonly kind: 'working' }
  | { readonly kind: 'settled' }
  /** Entries that are said to be on the disk: number and hash. */
  | { readonly kind: 'written'; readonly entries: readonly { readonly sequence: number; readonly hash: string }[] }
  /** Reads that are said to be taken in. */
  | { readonly kind: 'polled'; readonly at: number }

/** What the server process is asked over its control paths. */
export interface ServerState {
  readonly alive: readonly string[]
}
