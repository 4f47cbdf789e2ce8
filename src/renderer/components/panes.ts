/**
 * The parts of the window that F6 steps through, in that order; those that are not there are left out. The page itself is a part where it
 * has no grid.
 */
const PANES = [
  '[data-pane="servers"]',
  '[role="search"]',
  '[role="grid"]',
  'main [role="complementary"], main aside',
  '[data-pane="page"]',
  'nav',
]

const CAN_HAVE_FOCUS = 'a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex="0"]'

/** Where the focus last was in each part, so that coming back goes on where somebody left. */
const lastIn = new WeakMap<Element, HTMLElement>()

/** Puts the focus into the next part of the window (1) or the one before (-1). Whether there was one. */
export function goToPane(step: 1 | -1): boolean {
  const panes = panesOf(document)
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null
  const at = panes.findLastIndex((pane) => pane.contains(active))
  const left = panes[at]
  if (left !== undefined && active !== null) lastIn.set(left, active)
  const before = at < 0 && step < 0 ? panes.length : at
  for (let tried = 1; tried <= panes.length; tried += 1) {
    const pane = panes[(before + step * tried + panes.length * 2) % panes.length]
    const target = pane === undefined ? null : entryOf(pane)
    if (target === null) continue
    target.focus()
    return true
  }
  return false
}

function panesOf(root: ParentNode): readonly Element[] {
  const found = PANES.map((selector) => root.querySelector(selector)).filter((pane) => pane !== null)
  return found.some((pane) => pane.matches('[role="grid"]')) ? found.filter((pane) => !pane.matches('[data-pane="page"]')) : found
}

function entryOf(pane: Element): HTMLElement | null {
  const last = lastIn.get(pane)
  if (last?.isConnected && pane.contains(last) && isShown(last)) return last
  const roving = pane.matches('[role="grid"]') ? pane.querySelector<HTMLElement>('[role="gridcell"][tabindex="0"]') : null
  return (
    roving ?? [...pane.querySelectorAll<HTMLElement>(CAN_HAVE_FOCUS)].find((element) => element.tabIndex >= 0 && isShown(element)) ?? null
  )
}

function isShown(element: HTMLElement): boolean {
  return element.checkVisibility({ visibilityProperty: true })
}
