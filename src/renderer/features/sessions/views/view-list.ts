import type { Settings, SettingsChange } from '../../../../shared/settings.ts'
import type { View } from '../../../../shared/view.ts'
import { usualViews } from './usual-views.ts'

/** What the settings keep of the views. */
export type ViewSettings = Pick<Settings, 'views' | 'viewOrder'>

/** As many views as can be saved. */
export const MOST_VIEWS = 100
export const LONGEST_NAME = 60

/** All views in the order in which they are listed. Those that were never ordered come last, as they come. */
export function listedViews({ views, viewOrder }: ViewSettings): readonly View[] {
  const placeOf = new Map(viewOrder.map((id, place) => [id, place]))
  const place = (view: View) => placeOf.get(view.id) ?? viewOrder.length
  return [...usualViews(), ...views].toSorted((left, right) => place(left) - place(right))
}

/** Saves a view: in its place when there is one with its id, else as the last one or in the place `at`. What was changed in it is saved then. */
export function withView(settings: ViewSettings, view: View, at?: number): SettingsChange {
  const others = settings.views.filter(({ id }) => id !== view.id)
  if (others.length < settings.views.length)
    return { views: settings.views.map((known) => (known.id === view.id ? view : known)), unsavedViews: { [view.id]: null } }
  const views = [...settings.views, view]
  const order = listedViews(settings).map(({ id }) => id)
  return { views, viewOrder: order.toSpliced(at ?? order.length, 0, view.id), unsavedViews: { [view.id]: null } }
}

/** Takes a saved view out, with what was changed in it. */
export function withoutView({ views, viewOrder }: ViewSettings, id: string): SettingsChange {
  return {
    views: views.filter((view) => view.id !== id),
    viewOrder: viewOrder.filter((known) => known !== id),
    unsavedViews: { [id]: null },
  }
}

/** Moves a view by so many places in the list; null when it stands at that end already. */
export function withMovedView(settings: ViewSettings, id: string, by: 1 | -1): SettingsChange | null {
  const order = listedViews(settings).map((view) => view.id)
  const from = order.indexOf(id)
  const to = from + by
  if (from < 0 || to < 0 || to >= order.length) return null
  return { viewOrder: order.toSpliced(from, 1).toSpliced(to, 0, id) }
}

/** Gives a saved view another name. */
export function withName({ views }: ViewSettings, id: string, name: string): SettingsChange {
  return { views: views.map((view) => (view.id === id ? { ...view, name } : view)) }
}

/** What is wrong with a name for a view: `missing`, `too-long`, or another view has it. Null when it is good. */
export function nameProblem(name: string, settings: ViewSettings, own?: string): 'missing' | 'too-long' | 'taken' | null {
  const wanted = name.trim()
  if (wanted === '') return 'missing'
  if (wanted.length > LONGEST_NAME) return 'too-long'
  const isTaken = listedViews(settings).some((view) => view.id !== own && folded(view.name) === folded(wanted))
  return isTaken ? 'taken' : null
}

/** The name itself, or with a number after it when another view has it. */
export function freeName(name: string, settings: ViewSettings): string {
  for (let number = 1; ; number += 1) {
    const ending = number === 1 ? '' : ` (${number})`
    const free = `${name.slice(0, LONGEST_NAME - ending.length).trimEnd()}${ending}`
    if (nameProblem(free, settings) !== 'taken') return free
  }
}

function folded(name: string): string {
  return name.trim().normalize('NFKC').toLowerCase()
}
