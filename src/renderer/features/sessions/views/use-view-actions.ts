import { useSnackbar } from 'notistack'
import { useMemo } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { View } from '../../../../shared/view.ts'
import { type Action, useActions } from '../../../components/actions/actions.ts'
import { downloadText } from '../../../components/download.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { viewStore } from '../view-state.ts'
import { discardChanges, openedViewStore, openView, takeAsSaved } from './opened-view.ts'
import { useDeleteView } from './use-delete-view.ts'
import { type ChangeViews, useChangeViews } from './use-views.ts'
import { isUsual } from './usual-views.ts'
import { contentOf } from './view-content.ts'
import { viewFileName, viewFileText } from './view-file.ts'
import { MOST_VIEWS, withMovedView, withView } from './view-list.ts'

/** What an action asks for before it is done. */
export type Asking = 'save-as' | 'rename' | 'import'

/** The actions that stay where they are chosen, so that they can be chosen again. */
export const MOVES: ReadonlySet<string> = new Set(['views.moveUp', 'views.moveDown'])

interface Facts {
  readonly views: readonly View[]
  readonly opened: View | null
  readonly isChanged: boolean
}

/** Everything that can be done with views, for the menu and for the keys and the palette. `ask` opens what has to be asked first. */
export function useViewActions(facts: Facts, ask: (what: Asking) => void): readonly Action[] {
  const { views, opened, isChanged } = facts
  const changeViews = useChangeViews()
  const deleteView = useDeleteView(changeViews)
  const { enqueueSnackbar } = useSnackbar()
  const actions = useMemo(
    () => (opened === null ? [] : actionsFor({ views, opened, isChanged }, { changeViews, deleteView, ask, say: enqueueSnackbar })),
    [views, opened, isChanged, changeViews, deleteView, ask, enqueueSnackbar],
  )
  const offered = useMemo(() => [...views.map(openingAction), ...actions], [views, actions])
  useActions(offered)
  return actions
}

/** Opens a view. The actions of the first nine go by their places in the list, and so do their keys. */
export function openingAction(view: View, place: number): Action {
  const key = `Mod+${place + 1}`
  const isNear = place < 9
  return {
    id: isNear ? `views.open${place + 1}` : `views.open.${view.id}`,
    name: t('views.open', { name: visibleString(view.name) }),
    section: t('views.section'),
    ...(isNear ? { keys: { windows: [key], mac: [key] } } : {}),
    inTexts: true,
    run: () => openView(view),
  }
}

interface Means {
  readonly changeViews: ChangeViews
  readonly deleteView: (view: View) => void
  readonly ask: (what: Asking) => void
  readonly say: (text: string) => void
}

function actionsFor(
  { views, opened, isChanged }: Facts & { readonly opened: View },
  { changeViews, deleteView, ask, say }: Means,
): Action[] {
  const place = views.findIndex(({ id }) => id === opened.id)
  const isGone = place < 0
  const fixed = isUsual(opened) ? t('views.comesWithRollcall') : undefined
  const isFull = views.filter((view) => !isUsual(view)).length >= MOST_VIEWS ? t('views.tooMany', { most: MOST_VIEWS }) : undefined
  const unchanged = isChanged || isGone ? undefined : t('views.unchanged')
  const action = (id: string, name: string, run: () => void, more: Partial<Action> = {}): Action => ({
    id: `views.${id}`,
    name,
    section: t('views.section'),
    run,
    ...more,
  })
  const save = () => {
    const view = { ...opened, ...contentOf(viewStore.get()) }
    changeViews(
      (settings) => withView(settings, view),
      () => {
        if (openedViewStore.get()?.id === view.id) takeAsSaved(view)
        say(t('views.saved', { name: visibleString(view.name) }))
      },
    )
  }
  const move = (by: 1 | -1) => () => changeViews((settings) => withMovedView(settings, opened.id, by))
  return [
    action('save', t('views.save'), save, { unavailable: fixed ?? unchanged, inTexts: true, keys: { windows: ['Mod+S'], mac: ['Mod+S'] } }),
    action('saveAs', t('views.saveAs'), () => ask('save-as'), { unavailable: isFull }),
    action('discard', t('views.discard'), discardChanges, { unavailable: isChanged ? undefined : t('views.unchanged') }),
    action('rename', t('views.rename'), () => ask('rename'), { unavailable: fixed }),
    action('moveUp', t('views.moveUp'), move(-1), { unavailable: place <= 0 ? t('views.first') : undefined }),
    action('moveDown', t('views.moveDown'), move(1), { unavailable: place === views.length - 1 ? t('views.last') : undefined }),
    action('export', t('views.export'), () => exportView(opened)),
    action('import', t('views.import'), () => ask('import'), { unavailable: isFull }),
    action('delete', t('views.delete'), () => deleteView(opened), { unavailable: fixed }),
  ]
}

/** As it is shown, with what was changed in it. */
function exportView(opened: View): void {
  downloadText(viewFileName(opened), viewFileText({ ...opened, ...contentOf(viewStore.get()) }))
}
