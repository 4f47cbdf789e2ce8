/** Where the focus goes when its place is gone: the grid's last cell, else the page's first control, else the first there is. */
const PLACES = [
  'main :is([role="gridcell"][tabindex="0"], [role="gridcell"] [tabindex="0"])',
  'main [role="grid"] [tabindex="0"]',
  'main > :last-child :is(button:not(:disabled), a[href], input)',
  'main :is(button:not(:disabled), a[href], input)',
  'nav a[aria-current]',
]

/** How often it is looked whether what closed has faded and left the focus nowhere, and for how long: a busy machine takes its time. In ms. */
const LOOK_MS = 100
const GIVE_UP_MS = 1500

/** For after something that had the focus has closed or gone: where the focus would be lost, it stays in the page. */
export function keepFocusInPage(): void {
  const until = Date.now() + GIVE_UP_MS
  const look = () => {
    const active = document.activeElement
    if (active === null || active === document.body) return firstPlace()?.focus()
    // What is fading, or another dialog: if it goes, so will the focus.
    if (active.closest('[role="dialog"], [role="menu"]') !== null && Date.now() < until) setTimeout(look, LOOK_MS)
  }
  // A dialog gives the focus back by itself, once it has faded.
  setTimeout(look, 2 * LOOK_MS)
}

function firstPlace(): HTMLElement | undefined {
  return PLACES.map((selector) => document.querySelector<HTMLElement>(selector)).find((element) => element !== null) ?? undefined
}
