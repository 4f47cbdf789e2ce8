/** Where the focus goes when its place is gone: the grid's last cell, else the page's first control, else the first there is. */
const PLACES = [
  'main :is([role="gridcell"][tabindex="0"], [role="gridcell"] [tabindex="0"])',
  'main [role="grid"] [tabindex="0"]',
  'main > :last-child :is(button:not(:disabled), a[href], input)',
  'main :is(button:not(:disabled), a[href], input)',
  'nav a[aria-current]',
]

/** Longer than a dialog takes to fade, after which it gives the focus back by itself. */
const FADED_MS = 200

/** For after something that had the focus has closed or gone: where the focus would be lost, it stays in the page. */
export function keepFocusInPage(): void {
  setTimeout(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return
    const place = PLACES.map((selector) => document.querySelector<HTMLElement>(selector)).find((element) => element !== null)
    place?.focus()
  }, FADED_MS)
}
