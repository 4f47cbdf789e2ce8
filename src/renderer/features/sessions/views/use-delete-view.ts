import { useSnackbar } from 'notistack'
import { createElement, useCallback } from 'react'
import { t } from '../../../../shared/language/language.ts'
import type { View } from '../../../../shared/view.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { forgetChanges, openedViewStore, openView, unsavedStore } from './opened-view.ts'
import { UndoButton } from './UndoButton.tsx'
import type { ChangeViews } from './use-views.ts'
import { EVERYONE } from './usual-views.ts'
import { freeName, listedViews, withoutView, withView } from './view-list.ts'

/** Longer than other notices stay: time to see that it was the wrong one. */
const UNDO_MS = 15_000

/** Deletes a view at once. The notice that says so takes it back: in its old place, with what was changed in it. */
export function useDeleteView(changeViews: ChangeViews): (view: View) => void {
  const { enqueueSnackbar } = useSnackbar()
  return useCallback(
    (view) => {
      const changed = unsavedStore.get()[view.id]
      let place = 0
      const undo = () => {
        let back = view
        changeViews(
          (settings) => {
            back = { ...view, name: freeName(view.name, settings) }
            return withView(settings, back, place)
          },
          () => {
            if (changed !== undefined) unsavedStore.set({ ...unsavedStore.get(), [view.id]: changed })
            openView(back)
          },
        )
      }
      changeViews(
        (settings) => {
          place = listedViews(settings).findIndex(({ id }) => id === view.id)
          return withoutView(settings, view.id)
        },
        () => {
          const everyone = listedViews({ views: [], viewOrder: [] }).find(({ id }) => id === EVERYONE)
          if (openedViewStore.get()?.id === view.id && everyone !== undefined) openView(everyone)
          forgetChanges(view.id)
          enqueueSnackbar(t('views.deleted', { name: visibleString(view.name) }), {
            autoHideDuration: UNDO_MS,
            action: (notice) => createElement(UndoButton, { notice, onUndo: undo }),
          })
        },
      )
    },
    [changeViews, enqueueSnackbar],
  )
}
