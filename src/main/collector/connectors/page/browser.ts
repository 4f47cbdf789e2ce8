import { type ErrorCode, RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { Client } from '../client.ts'
import type { Failing } from '../failure.ts'
import { scrubber } from '../scrub.ts'
import { shown } from '../shown.ts'
import type { WireAnswer, WireRequest } from '../wire.ts'
import type { Submission } from './form.ts'
import { type Element, PageTooLarge, parseHtml } from './html.ts'
import { type Place, resolve } from './link.ts'

/** A page that was opened, where it was found after all redirects, and what its answer said. */
export interface Visit extends Place {
  readonly answer: WireAnswer
}

/** How a visit is spoken of, and when it ends. */
export interface Trip {
  /** What is being done, as a message of its own: "reading its sessions". */
  readonly doing: string
  readonly signal: AbortSignal
  /** How long it may take in all, in ms, and the monotonic ms (`performance.now()`) at which it must be over. */
  readonly withinMs: number
  readonly endsAt: number
  /** Texts of a submission that must never be shown. */
  readonly secrets?: readonly string[]
}

/** What came of pressing a button: the page that followed, or why there is none. */
export type Pressed =
  | { readonly kind: 'page'; readonly visit: Visit }
  | { readonly kind: 'refused'; readonly answer: WireAnswer; readonly problem: RollcallError }
  | { readonly kind: 'broken'; readonly sent: boolean; readonly problem: RollcallError }

/** Opens pages of one server and presses their buttons, as a browser without scripts does, and never leaves the server. */
export interface Browser {
  /** Opens a page, going where it redirects to. Throws a `RollcallError`; a page that is refused throws too. */
  open(target: string, trip: Trip, from?: Place): Promise<Visit>
  press(submission: Submission, from: Place, trip: Trip): Promise<Pressed>
  /** A page's own words for the second line of an error: scrubbed of the server's secrets and of these, escaped and cut. */
  quote(text: string, secrets?: readonly string[]): string
}

const MOST_REDIRECTS = 5

/** `secrets` are texts that no page's words may repeat. */
export function createBrowser(client: Client, serverName: string, secrets: readonly string[]): Browser {
  const { base } = client

  function headersFrom(from: Place | undefined, acts: boolean): Readonly<Record<string, string>> {
    // Servers that guard their forms look at where a request comes from.
    return { ...(from === undefined ? {} : { referer: base.origin + from.target }), ...(acts ? { origin: base.origin } : {}) }
  }

  async function follow(request: WireRequest, first: WireAnswer, trip: Trip): Promise<Visit> {
    let [at, answer] = [request, first]
    for (let redirects = 0; isRedirect(answer); redirects += 1) {
      const target = resolve(base, { html: EMPTY, target: at.target }, answer.header('location'))
      const problem = client.failureOf(at, answer)
      if (problem !== null && (target === null || redirects >= MOST_REDIRECTS)) throw problem
      at = {
        method: 'GET',
        target: target ?? at.target,
        headers: headersFrom({ html: EMPTY, target: at.target }, false),
        doing: trip.doing,
      }
      answer = await client.ask(at, trip.signal, Math.max(1, trip.endsAt - performance.now()))
    }
    const problem = client.failureOf(at, answer)
    if (problem !== null) throw problem
    return { html: read(answer, trip), target: at.target, answer }
  }

  function read(answer: WireAnswer, trip: Trip): Element {
    const text = answer.text()
    const type = answer.header('content-type')
    if (!/^\s*(?:text\/html|application\/xhtml\+xml)/i.test(type) && !/^\s*</.test(text)) {
      throw problemOf(serverName, trip, 'wrong-shape', (at) => t('reading.noPage', at), t('reading.pageNext'))
    }
    try {
      return parseHtml(text)
    } catch (error) {
      if (!(error instanceof PageTooLarge)) throw error
      throw problemOf(serverName, trip, 'too-large', (at) => t('reading.pageTooLarge', at), t('reading.pageNext'))
    }
  }

  return {
    quote: (text, more = []) => shown(scrubber([...secrets, ...more])(text), 150),
    async open(target, trip, from) {
      const request: WireRequest = { method: 'GET', target, headers: headersFrom(from, false), doing: trip.doing }
      const answer = await client.ask(request, trip.signal, Math.max(1, trip.endsAt - performance.now()))
      return await follow(request, answer, trip)
    },
    async press(submission, from, trip) {
      const { method, target, body } = submission
      const request: WireRequest = {
        method,
        target,
        headers: headersFrom(from, method === 'POST'),
        doing: trip.doing,
        ...(body === undefined ? {} : { body }),
        ...(trip.secrets === undefined ? {} : { secrets: trip.secrets }),
      }
      const acted = await client.act(request, trip.signal)
      if (acted.kind === 'broken') return acted
      const { answer } = acted
      const problem = client.failureOf(request, answer)
      // A redirect that keeps the method would press the button a second time.
      if (problem !== null && (!isRedirect(answer) || answer.status > 303)) return { kind: 'refused', answer, problem }
      try {
        return { kind: 'page', visit: await follow(request, answer, trip) }
      } catch (error) {
        if (error instanceof RollcallError) return { kind: 'broken', sent: true, problem: error }
        if (!trip.signal.aborted) throw error
        // The button was pressed all the same, so this must not look as if nothing had happened.
        const next = t('reading.pageGivenUpNext')
        return {
          kind: 'broken',
          sent: true,
          problem: problemOf(serverName, trip, 'connection-failed', (at) => t('reading.pageGivenUp', at), next),
        }
      }
    },
  }
}

const EMPTY: Element = { tag: '', attributes: {}, parent: null, children: [] }

function isRedirect({ status, header }: WireAnswer): boolean {
  return status >= 300 && status < 400 && header('location') !== ''
}

/** An error that names the server and what was being done. */
export function problemOf(
  serverName: string,
  trip: Pick<Trip, 'doing'>,
  code: ErrorCode,
  say: (at: Failing) => string,
  next: string,
  technical?: string,
): RollcallError {
  return new RollcallError({
    code,
    message: say({ server: serverName, doing: trip.doing }),
    next,
    ...(technical === undefined || technical === '' ? {} : { technical }),
  })
}
