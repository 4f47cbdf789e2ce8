import { performance } from 'node:perf_hooks'
import { RollcallError } from '../../../../shared/errors.ts'
import { t } from '../../../../shared/language/language.ts'
import type { PageLogin } from '../../../../shared/profile/page.ts'
import type { Base } from '../address.ts'
import type { SignIn } from '../client.ts'
import type { Failing } from '../failure.ts'
import { compileRequest, renderText, type Scope } from '../profile/request.ts'
import { type Browser, problemOf, type Trip, type Visit } from './browser.ts'
import { controlsOf, type Filled, formOf, isButton, type Submission, submissionOf, typeOf } from './form.ts'
import { type Element, findFirst, isHidden, textOf } from './html.ts'
import { spaced, standsIn, textsOf } from './words.ts'

/** A sign-in by a form, of one browser. */
export interface FormSignIn {
  /** Signs in. Throws `sign-in-failed`, and what opening pages throws. */
  enter(trip: Trip): Promise<void>
  /** Whether a page shows the form that was filled in to sign in, or one with the same fields that goes to the same path. */
  isForm(visit: Visit): boolean
  /** Opens the page that signs out, if there is one. Failures are ignored. */
  leave(trip: Trip): Promise<void>
}

/** Keeps cookies, and adds nothing to requests by itself: the form does. */
export function cookieSignIn(secret: string): SignIn {
  const signedIn = { headers: {}, query: [], secrets: [secret], answer: null, token: null, expiresAt: null }
  return { fixed: true, cookies: true, open: () => Promise.resolve(signedIn), close: () => Promise.resolve() }
}

/** The field for a password that is seen on a page: where one is, the page asks to sign in. */
export function passwordField(page: Element): Element | null {
  return findFirst(page, (element) => element.tag === 'input' && typeOf(element) === 'password' && !isHidden(element))
}

interface Options {
  readonly serverName: string
  readonly base: Base
  readonly browser: Browser
  readonly login: PageLogin
  readonly username: string
  readonly secret: string
  readonly scope: Scope
}

/** A refused sign-in is not tried again for so long, because servers lock accounts after a few wrong ones. */
const REFUSED_MS = 5000

/** Compiles a sign-in form. */
export function formSignIn({ serverName, base, browser, login, username, secret, scope }: Options): FormSignIn {
  const page = compileRequest({ method: 'GET', ...login.page }, base, () => t('connection.signingIn'))
  const logout =
    login.logout === undefined ? null : compileRequest({ method: 'GET', ...login.logout }, base, () => t('connection.signingOut'))
  const inputs = scope.input as Readonly<Record<string, unknown>>
  const refusedTexts = standsIn(textsOf(login.refused, inputs))
  /** What the form that was filled in is known by. */
  let usual: string | null = null
  let refused: { readonly error: RollcallError; readonly at: number } | null = null

  /** The form with a password field on a page, and the names of its two fields. */
  function formIn(page: Element): LoginForm | null {
    const password = findField(page, login.passwordField) ?? passwordField(page)
    const form = password === null ? null : formOf(page, password)
    const controls = form === null ? [] : controlsOf(page, form)
    const user = login.usernameField ?? nameBefore(controls, password)
    const secretName = password?.attributes.name ?? ''
    // Pressing Enter in a form presses its first button.
    const button = controls.find(isButton) ?? null
    return form === null || user === null || secretName === '' ? null : { form, button, names: [user, secretName] }
  }

  function submissionFor(visit: Visit, { form, button, names: [user, secretName] }: LoginForm): Submission | null {
    const further = Object.entries(login.fields ?? {}).flatMap(([name, template]): Filled => {
      const value = renderText(template, scope)
      return value === null ? [] : [[name, value]]
    })
    return submissionOf(base, visit, { form, button, fill: new Map([...further, [user, username], [secretName, secret]]) })
  }

  function noForm(trip: Trip, visit: Visit): RollcallError {
    const next = t('reading.noFormNext')
    return problemOf(serverName, trip, 'wrong-shape', (at) => t('reading.noForm', at), next, browser.quote(titleOf(visit.html)))
  }

  async function enter(trip: Trip): Promise<void> {
    const visit = await browser.open(page(scope).target, trip)
    const found = formIn(visit.html)
    if (found === null) throw noForm(trip, visit)
    const submission = submissionFor(visit, found)
    if (submission === null || submission.method === 'GET') throw unsafeForm(serverName, trip, submission === null)
    usual = signOf(found, submission)
    const pressed = await browser.press(submission, visit, { ...trip, secrets: [secret] })
    if (pressed.kind !== 'page') throw pressed.problem
    const { html } = pressed.visit
    const says = spaced(textOf(html, 'with-controls', 100_000))
    if (passwordField(html) !== null || refusedTexts(says)) throw refusedSignIn(serverName, trip, browser.quote(alertOf(html)))
  }

  return {
    async enter(trip) {
      if (refused !== null && performance.now() - refused.at < REFUSED_MS) throw refused.error
      refused = null
      try {
        await enter({ ...trip, doing: t('connection.signingIn') })
      } catch (error) {
        if (error instanceof RollcallError && error.code === 'sign-in-failed') refused = { error, at: performance.now() }
        throw error
      }
    },
    isForm(visit) {
      const found = usual === null ? null : formIn(visit.html)
      const submission = found === null ? null : submissionFor(visit, found)
      return found !== null && submission !== null && signOf(found, submission) === usual
    },
    async leave(trip) {
      if (logout === null) return
      try {
        await browser.open(logout(scope).target, { ...trip, doing: t('connection.signingOut') })
      } catch {
        // The session ends by itself in time; whoever quits waits for nothing more.
      }
    },
  }
}

interface LoginForm {
  readonly form: Element
  readonly button: Element | null
  readonly names: readonly [user: string, secret: string]
}

/** Names of the fields and where they are sent, without what servers add to addresses for one browser. */
function signOf({ names }: LoginForm, { method, target }: Submission): string {
  return JSON.stringify([...names, method, (target.split('?', 1)[0] ?? '').replace(/;[^/]*/g, '')])
}

function findField(page: Element, name: string | undefined): Element | null {
  if (name === undefined) return null
  return findFirst(page, ({ tag, attributes }) => tag === 'input' && attributes.name === name)
}

/** The text field before the password, as people fill in such forms. */
function nameBefore(controls: readonly Element[], password: Element | null): string | null {
  const before = password === null ? [] : controls.slice(0, controls.indexOf(password))
  const field = before.findLast((control) => ['text', 'email', 'tel'].includes(typeOf(control)) && !isHidden(control))
  return field?.attributes.name ?? null
}

function unsafeForm(serverName: string, trip: Trip, elsewhere: boolean): RollcallError {
  const say = (at: Failing): string => (elsewhere ? t('reading.formElsewhere', at) : t('reading.formInAddress', at))
  return problemOf(serverName, trip, 'not-allowed', say, t('reading.formNext'))
}

function refusedSignIn(serverName: string, trip: Trip, words: string): RollcallError {
  const next = t('reading.userRefusedNext')
  return problemOf(serverName, trip, 'sign-in-failed', (at) => t('reading.userRefused', at), next, words)
}

/** What a page says went wrong, where it marks that: for the second line of an error. */
export function alertOf(page: Element): string {
  const alert = findFirst(
    page,
    ({ attributes }) => attributes.role === 'alert' || /(?:^|[\s_-])(?:error|alert|message)(?:[\s_-]|$)/i.test(attributes.class ?? ''),
  )
  return alert === null ? '' : textOf(alert)
}

/** How a page calls itself, in words for the second line of an error. */
export function titleOf(page: Element): string {
  const title = findFirst(page, ({ tag }) => tag === 'title')
  const text = title === null ? '' : textOf(title)
  return text === '' ? '' : `The page’s title is “${text}”.`
}
