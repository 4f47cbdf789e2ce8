import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useSnackbar } from 'notistack'
import { useCallback, useEffect, useMemo, useRef } from 'react'
import { language } from '../../../../shared/language/language.ts'
import { changedSettings, type Settings, type SettingsChange } from '../../../../shared/settings.ts'
import type { View } from '../../../../shared/view.ts'
import { act, read } from '../../../api/clients.ts'
import { useSaveSettings, useSettings } from '../../../api/hooks.ts'
import { problemOf } from '../../../api/problem-of.ts'
import { parseRoute } from '../../../components/hash-route.ts'
import { useStore } from '../../../components/store.ts'
import { viewStore } from '../view-state.ts'
import { changeInTurn } from './change-in-turn.ts'
import { keepViews } from './keep-views.ts'
import { followSaved, openedViewStore, restoreView } from './opened-view.ts'
import { EVERYONE } from './usual-views.ts'
import { isSameContent } from './view-content.ts'
import { listedViews } from './view-list.ts'

/** All views in their order, the open one (null until it is known), and whether it was changed and not saved. */
export function useViews(): { readonly views: readonly View[]; readonly opened: View | null; readonly isChanged: boolean } {
  const { views: saved, viewOrder } = useSettings()
  const spoken = language()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names of the usual views are in the language of the window
  const views = useMemo(() => listedViews({ views: saved, viewOrder }), [saved, viewOrder, spoken])
  const opened = useStore(openedViewStore)
  const shown = useStore(viewStore)
  const isChanged = useMemo(() => opened !== null && !isSameContent(shown, opened), [shown, opened])
  return { views, opened, isChanged }
}

/** Opens the view that the address names, or that was open last, as soon as that is known, and from then on remembers what is done with views in this window. */
export function useKeptViews(): void {
  const { data: settings } = useQuery(read.console.settings.queryOptions())
  const isReadOnly = useQuery(read.console.about.queryOptions()).data?.readOnly !== null
  const { enqueueSnackbar } = useSnackbar()
  const save = useSaveSettings(({ message }) => enqueueSnackbar(message, { variant: 'warning' }))
  const saving = useRef(save)
  useEffect(() => {
    saving.current = isReadOnly ? () => undefined : save
  }, [isReadOnly, save])
  useEffect(() => {
    if (settings !== undefined) takeUp(settings)
  }, [settings])
  const isRestored = useStore(openedViewStore) !== null
  useEffect(() => (isRestored ? keepViews((change) => saving.current(change)) : undefined), [isRestored])
}

function takeUp(settings: Settings): void {
  const views = listedViews(settings)
  const named = (id: string | undefined) => views.find((view) => view.id === id)
  const opened = openedViewStore.get()
  const first = () => named(parseRoute(window.location.hash).parameters.get('view') ?? settings.viewId) ?? named(EVERYONE)
  const view = opened === null ? first() : named(opened.id)
  if (view === undefined) return
  if (opened === null) restoreView(view, settings.unsavedViews)
  else followSaved(view)
}

/** What becomes of the views' settings, worked out from what they are at that moment; null leaves them alone. */
export type ChangeViews = (changeOf: (settings: Settings) => SettingsChange | null, onDone?: () => void) => void

/** Changes the saved views. `onDone` comes once that is on disk; when it can't be written, nothing changes and a notice says why. */
export function useChangeViews(): ChangeViews {
  const queries = useQueryClient()
  const { enqueueSnackbar } = useSnackbar()
  const { mutateAsync } = useMutation(act.console.saveSettings.mutationOptions())
  return useCallback(
    (changeOf, onDone) => {
      const query = read.console.settings.queryOptions()
      const write = async (change: SettingsChange) => {
        await mutateAsync(change)
        queries.setQueryData(query.queryKey, (known) => known && changedSettings(known, change))
      }
      changeInTurn({ read: () => queries.fetchQuery({ ...query, staleTime: 0 }), write }, changeOf).then(
        (isChanged) => isChanged && onDone?.(),
        (error: unknown) => enqueueSnackbar(problemOf(error).message, { variant: 'warning' }),
      )
    },
    [queries, mutateAsync, enqueueSnackbar],
  )
}
