import type { Beside } from './path.ts'

/** Where rows came from: the server's clock (epoch ms) when their answer came, and the number of their list within the read. */
export interface Origin {
  readonly at: number
  readonly list: number
}

/** A row of an answer, with what stands beside it. */
export interface Placed {
  readonly row: unknown
  readonly beside: Beside | null
  readonly origin: Origin
}

/** A row together with its `$detail`, for what is kept of it beyond the mapped fields. */
export class Detailed {
  readonly row: unknown
  readonly detail: unknown

  constructor(row: unknown, detail: unknown) {
    this.row = row
    this.detail = detail
  }
}

/** What `Connector.other` is made from: the row alone, so that no parent and no table outlives the read. */
export function rawOf({ row, beside }: Placed): unknown {
  return beside !== null && Object.hasOwn(beside, 'detail') ? new Detailed(row, beside.detail) : row
}
