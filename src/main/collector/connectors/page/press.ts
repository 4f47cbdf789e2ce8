import { t } from '../../../../shared/language/language.ts'
import type { PageEnd } from '../../../../shared/profile/page.ts'
import type { Base } from '../address.ts'
import type { TerminateAnswer } from '../connector.ts'
import type { Failing } from '../failure.ts'
import { renderText, type Scope } from '../profile/request.ts'
import { answerTo } from '../profile/terminate.ts'
import { type Browser, type Pressed, problemOf, type Trip, type Visit } from './browser.ts'
import type { PlacedRow } from './compile.ts'
import { buttonTexts, controlsOf, type Filled, formOf, isButton, type Press, type Submission, submissionOf, typeOf } from './form.ts'
import { type Element, findAll, findFirst, textOf } from './html.ts'
import { linkFinder, resolve } from './link.ts'
import type { ListPage } from './list.ts'
import { alertOf, passwordField } from './sign-in.ts'
import { type Inputs, sameAs, spaced, standsIn, textsOf } from './words.ts'

/** Presses what ends sessions on a page that was just opened, and says what the page after it means. */
export interface Presser {
  /** The answer to one press for these rows of the page. Throws only what is no fault of the server's. */
  press(page: ListPage, rows: readonly PlacedRow[], trip: Trip): Promise<TerminateAnswer>
  /** Whether the row offers what is pressed. */
  isOffered(page: ListPage, row: PlacedRow): boolean
}

interface Options {
  readonly serverName: string
  readonly base: Base
  readonly browser: Browser
  readonly rule: PageEnd
  readonly inputs: Inputs
  readonly scope: Scope
  /** Whether a page shows the list, which may hold a password field and buttons of other sessions. */
  isList(page: Element): boolean
  /** Whether a button stands in a row of a table with headings of the list. */
  isInList(button: Element): boolean
  /** Whether a page shows the very form that Rollcall signed in by. */
  isSignIn(visit: Visit): boolean
  /** What of a row must never be shown. */
  secretsOf(row: PlacedRow): readonly string[]
}

/** What is to be sent; a text says why nothing can be. */
type Plan = Submission | { readonly why: 'no-button' | 'elsewhere' | 'no-form' | 'no-value' }

/** The page asked once more, and it is not known which button is the answer. */
interface Unconfirmed {
  readonly kind: 'unconfirmed'
  readonly answer: TerminateAnswer
}

export function presser({ serverName, base, browser, rule, inputs, scope, isList, isInList, isSignIn, secretsOf }: Options): Presser {
  const { press } = rule
  const isButtonMeant = press.kind === 'row-link' ? () => false : sameAs(textsOf(press.button, inputs))
  const linkMeant = press.kind === 'row-link' ? linkFinder(press.link, inputs, scope) : () => null
  const templates = press.kind === 'row-link' ? { ...press.link.query, path: press.link.path ?? '' } : (press.fields ?? {})
  // What ends sessions must never say less than it was written to say.
  const lacksValue = Object.values(templates).some((template) => template !== '' && renderText(template, scope) === null)
  const fill = new Map(
    Object.entries(press.kind === 'row-link' ? {} : (press.fields ?? {})).flatMap(([name, template]): Filled => {
      const value = renderText(template, scope)
      return value === null ? [] : [[name, value]]
    }),
  )
  const confirms = rule.confirm === undefined ? null : sameAs(textsOf(rule.confirm, inputs))
  const shown = rule.success.shown === undefined ? null : standsIn(textsOf(rule.success.shown, inputs))
  const notShown = standsIn(textsOf(rule.success.notShown, inputs))
  const gone = standsIn(textsOf(rule.gone, inputs))
  const noRight = standsIn(textsOf(rule.noRight, inputs))

  function buttonOf(within: Element): Element | null {
    return findFirst(within, (control) => isButton(control) && buttonTexts(control).some(isButtonMeant))
  }

  function boxOf(row: PlacedRow): Element | null {
    if (press.kind !== 'tick') return null
    return findFirst(row.element, (control) => {
      const { name, disabled } = control.attributes
      return control.tag === 'input' && typeOf(control) === 'checkbox' && name === press.box && disabled === undefined
    })
  }

  function planOf({ visit }: ListPage, rows: readonly PlacedRow[]): Plan {
    const [row] = rows
    if (row === undefined) return { why: 'no-button' }
    if (lacksValue) return { why: 'no-value' }
    if (press.kind === 'row-link') {
      const address = linkMeant(row.element)
      if (address === null) return { why: 'no-button' }
      const target = resolve(base, visit, address)
      return target === null ? { why: 'elsewhere' } : { method: 'GET', target }
    }
    const chosen = press.kind === 'row-form' ? rowPress(visit, row) : tickPress(visit, rows)
    if ('why' in chosen) return chosen
    return submissionOf(base, visit, chosen) ?? { why: 'elsewhere' }
  }

  function rowPress({ html }: Visit, row: PlacedRow): Press | { readonly why: 'no-button' | 'no-form' } {
    const button = buttonOf(row.element)
    const form = button === null ? null : formOf(html, button)
    if (button === null) return { why: 'no-button' }
    return form === null ? { why: 'no-form' } : { form, button, fill }
  }

  function tickPress({ html }: Visit, rows: readonly PlacedRow[]): Press | { readonly why: 'no-button' | 'no-form' } {
    const boxes = rows.map(boxOf)
    const ticked = new Set(boxes.filter((box) => box !== null))
    const [first] = ticked
    if (first === undefined || ticked.size < rows.length) return { why: 'no-button' }
    const form = formOf(html, first)
    if (form === null) return { why: 'no-form' }
    const button = controlsOf(html, form).find((control) => isButton(control) && buttonTexts(control).some(isButtonMeant))
    return button === undefined ? { why: 'no-button' } : { form, button, ticked, fill }
  }

  function isOffered({ visit }: ListPage, row: PlacedRow): boolean {
    if (press.kind === 'row-form') return buttonOf(row.element) !== null
    return press.kind === 'row-link' ? linkMeant(row.element) !== null : boxOf(row) !== null && !('why' in tickPress(visit, [row]))
  }

  /** No button in this row alone is about the session; none in any row is about the account. */
  function notSent(why: 'no-button' | 'elsewhere' | 'no-form' | 'no-value', page: ListPage, trip: Trip): TerminateAnswer {
    if (why === 'no-button') {
      const others = page.rows.some((row) => isOffered(page, row))
      if (!others) {
        const next = t('ending.noButtonsNext')
        return { kind: 'refused', problem: problemOf(serverName, trip, 'no-right', (at) => t('ending.noButtons', at), next).problem }
      }
      const next = t('ending.noButtonNext')
      return {
        kind: 'failed',
        problem: problemOf(serverName, trip, 'not-allowed', (at) => t('ending.noButton', at), next).problem,
        unsent: true,
      }
    }
    if (why === 'no-value') {
      const next = t('ending.noValueNext')
      return {
        kind: 'failed',
        problem: problemOf(serverName, trip, 'not-allowed', (at) => t('ending.noValue', at), next).problem,
        unsent: true,
      }
    }
    const say = (at: Failing): string => (why === 'elsewhere' ? t('ending.elsewhere', at) : t('ending.needsScripts', at))
    return {
      kind: 'failed',
      problem: problemOf(serverName, trip, 'not-allowed', say, t('ending.onServerNext')).problem,
      unsent: true,
    }
  }

  /**
   * Presses the button of a page that asks once more. Never one of the list or in a row of a table like it, for those are about other
   * sessions; and none where several could be meant.
   */
  async function confirmed(pressed: Pressed, trip: Trip): Promise<Pressed | Unconfirmed> {
    if (confirms === null || pressed.kind !== 'page' || isList(pressed.visit.html)) return pressed
    const { visit } = pressed
    const buttons = findAll(visit.html, (control) => isButton(control) && buttonTexts(control).some(confirms))
    const [button] = buttons
    // A page that does not ask once more is the last one.
    if (button === undefined) return pressed
    if (buttons.length > 1) return unsure(trip, (at) => t('ending.askedSeveral', at))
    if (isInList(button)) return unsure(trip, (at) => t('ending.askedInRow', at))
    const form = formOf(visit.html, button)
    const submission = form === null ? null : submissionOf(base, visit, { form, button })
    if (submission === null) return unsure(trip, (at) => t('ending.askedElsewhere', at))
    return await browser.press(submission, visit, trip)
  }

  function unsure(trip: Trip, say: (at: Failing) => string): Unconfirmed {
    const next = t('ending.askedNext')
    const { problem } = problemOf(serverName, trip, 'not-allowed', say, next)
    return { kind: 'unconfirmed', answer: { kind: 'failed', problem } }
  }

  function judged(pressed: Pressed, trip: Trip): TerminateAnswer {
    if (pressed.kind === 'broken') return answerTo(pressed, null)
    if (pressed.kind === 'refused') return answerTo({ kind: 'answered', answer: pressed.answer }, pressed.problem)
    const { html, answer } = pressed.visit
    const failed = (code: Parameters<typeof problemOf>[2], say: (at: Failing) => string, next: string): TerminateAnswer => {
      const { problem } = problemOf(serverName, trip, code, say, next, browser.quote(alertOf(html), trip.secrets))
      if (code === 'login-page') return { kind: 'no-answer', problem }
      return { kind: code === 'server-error' ? 'failed' : 'refused', problem }
    }
    if (isSignIn(pressed.visit)) return failed('sign-in-failed', (at) => t('ending.signInAgain', at), t('ending.signInAgainNext'))
    const text = spaced(textOf(html, 'with-controls', 500_000))
    if (noRight(text)) return failed('no-right', (at) => t('ending.noRight', at), t('ending.noRightNext'))
    if (gone(text)) return { kind: 'not-found' }
    const isShown = shown?.(text) === true
    // The session may have been ended all the same: only a read can tell.
    if (passwordField(html) !== null && !isShown && !isList(html))
      return failed('login-page', (at) => t('ending.passwordPage', at), t('ending.nextReadNext'))
    if (notShown(text) || (shown !== null && !isShown))
      return failed('server-error', (at) => t('ending.notSaid', at), t('ending.nextReadNext'))
    return { kind: 'accepted', status: answer.status }
  }

  return {
    isOffered,
    async press(page, rows, untold) {
      const trip = { ...untold, secrets: rows.flatMap(secretsOf) }
      const plan = planOf(page, rows)
      if ('why' in plan) return notSent(plan.why, page, trip)
      const pressed = await browser.press(plan, page.visit, trip)
      const last = await confirmed(pressed, trip)
      return last.kind === 'unconfirmed' ? last.answer : judged(last, trip)
    },
  }
}
