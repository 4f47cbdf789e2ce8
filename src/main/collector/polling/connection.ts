import type { Connector } from '../connectors/connector.ts'

/** How the connector of one server is made, with the secret as it is then, and where an error goes that it has while it is closed. */
export interface ConnectionEnvironment {
  readonly connect: () => Promise<Connector>
  readonly onDefect: (error: unknown) => void
}

/** The one connector of a server, made when it is first wanted and kept for as long as its sign-in is good. */
export interface Connection {
  /** The connector, which is made when there is none. Throws when none could be made; the next call tries again. */
  open(): Promise<Connector>
  /** The same for a read, which alone may sign in anew: whoever ends sessions needs what a read remembered of them. */
  openToRead(): Promise<Connector>
  /** The next read signs in anew, with the secret as it is then. */
  renew(): void
  /** Notes that a read of this connector was taken in. */
  hasRead(connector: Connector): void
  /** Whether a read of it was taken in and its sign-in is still good. */
  isReady(connector: Connector): boolean
  /** Closes it, for good or until it is wanted again. Throws nothing. */
  close(): Promise<void>
}

/** A connection that is not yet open. */
export function createConnection({ connect, onDefect }: ConnectionEnvironment): Connection {
  /** Connectors whose reads were taken in. */
  const haveRead = new WeakSet<Connector>()
  let current: Promise<Connector> | null = null
  let isStale = false

  function open(): Promise<Connector> {
    if (current !== null) return current
    const connecting = connect()
    current = connecting
    isStale = false
    connecting.catch(() => {
      if (current === connecting) current = null
    })
    return connecting
  }

  async function close(): Promise<void> {
    const connector = await current?.catch(() => null)
    current = null
    await connector?.close().catch(onDefect)
  }

  return {
    open,
    async openToRead() {
      if (isStale) await close()
      return open()
    },
    renew() {
      isStale = true
    },
    hasRead: (connector) => void haveRead.add(connector),
    isReady: (connector) => haveRead.has(connector) && !isStale,
    close,
  }
}
