/**
 * Somebody else's server, started for a test on loopback with nothing of the machine's own: its files are in a temporary folder and its
 * ports are free ones. It ends with `stop`, or by itself when the process that started it is gone.
 */
export interface RealServer {
  /** What an admin types as the server's URL. */
  readonly url: string
  /** An admin who may see and end everybody's sessions. */
  readonly admin: Credential
  /** May see everybody's sessions and end none; null where the server knows no such right. */
  readonly viewer: Credential | null
  /** Is known to the server and may not see the sessions of others. */
  readonly stranger: Credential
  /** Users that can sign in: alice, bob and carol, and where the server takes such names, some that are harder to write into a request. */
  readonly users: readonly string[]
  /** Signs one of the users in, as often as asked; each time is a session of its own. */
  signIn(user: string, from?: Partial<Origin>): Promise<RealClient>
  /** Ends the server and removes its files. The second call waits for the first. */
  stop(): Promise<void>
}

/** What an admin types to sign in; `user` is null where a token is all there is. */
export interface Credential {
  readonly user: string | null
  readonly secret: string
}

/** Where a client comes from: an address of 127.0.0.0/8, and what it calls itself. */
export interface Origin {
  readonly address: string
  readonly userAgent: string
}

/** A signed-in program of one user. */
export interface RealClient extends Origin {
  readonly user: string
  /** What the server gave this client to prove itself with, so that nobody else must ever hold it; null where it holds only a password. */
  readonly secret: string | null
  /** Asks the server with this client's own session or connection whether it still is signed in. */
  isIn(): Promise<boolean>
  /** Drops what the client holds open on this side; its session stays where it is one that needs no connection. */
  close(): Promise<void>
}

/** What three usual programs call themselves; a client that says nothing else is given one in turn. */
const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:144.0) Gecko/20100101 Firefox/144.0',
  'curl/8.16.0',
]

/** Gives clients 127.0.0.2 to 127.0.0.6 and different programs in turn. */
export function originsInTurn(): (wanted?: Partial<Origin>) => Origin {
  let next = 0
  return (wanted = {}) => {
    const turn = next++
    return { address: `127.0.0.${2 + (turn % 5)}`, userAgent: USER_AGENTS[turn % USER_AGENTS.length] ?? '', ...wanted }
  }
}
