import { useEffect, useRef } from 'react'
import type { View } from '../../../../shared/view.ts'
import { parseRoute } from '../../../components/hash-route.ts'
import { changeView, viewStore } from '../view-state.ts'
import { openedViewStore, openView } from '../views/opened-view.ts'
import { useViews } from '../views/use-views.ts'
import { EVERYONE } from '../views/usual-views.ts'
import { type Address, addressOf, readAddress } from './address.ts'
import { setFilter } from './filter-text.ts'

/** Shows what the address of the window asks for, and keeps in the address what is shown, from when it is known which view was open last. */
export function useAddress(): void {
  const { views, opened } = useViews()
  const known = useRef(views)
  useEffect(() => {
    known.current = views
  }, [views])
  const isReady = opened !== null
  useEffect(() => (isReady ? followAddress(() => known.current) : undefined), [isReady])
}

function followAddress(views: () => readonly View[]): () => void {
  const read = () => {
    if (!isHere()) return
    const address = readAddress(parseRoute(window.location.hash).parameters)
    if (address !== null) show(address, views())
    write()
  }
  read()
  window.addEventListener('hashchange', read)
  const ends = [viewStore.subscribe(write), openedViewStore.subscribe(write)]
  return () => {
    window.removeEventListener('hashchange', read)
    for (const end of ends) end()
  }
}

/** Whether the address is one of this page: it is on its way out already when another one was chosen. */
function isHere(): boolean {
  return ['', 'sessions'].includes(parseRoute(window.location.hash).page)
}

function show({ viewId, content }: Address, views: readonly View[]): void {
  const view = views.find(({ id }) => id === viewId)
  if (view !== undefined && view.id !== openedViewStore.get()?.id) openView(view)
  if (content === null) return
  const { filter, group, sort } = content
  const shown = viewStore.get()
  // The page and the open groups stay where nothing is different, such as when somebody comes back from another page.
  if (addressOf({ ...content, filter: shown.filter }, null) !== addressOf(shown, null)) changeView({ group, sort })
  if (filter !== shown.filter) setFilter(filter)
}

function write(): void {
  if (!isHere()) return
  const viewId = openedViewStore.get()?.id ?? EVERYONE
  const address = addressOf(viewStore.get(), viewId === EVERYONE ? null : viewId)
  if (window.location.hash !== address) window.history.replaceState(null, '', address)
}
