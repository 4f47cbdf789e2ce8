import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useSyncExternalStore } from 'react'
import type { Problem } from '../../shared/errors.ts'
import { language } from '../../shared/language/language.ts'
import { entryInLanguage, viewInLanguage } from '../../shared/language/system-words.ts'
import type { CatalogueEntry, ServerView } from '../../shared/server.ts'
import { changedSettings, type Settings, type SettingsChange, settingsSchema } from '../../shared/settings.ts'
import { act, links, read } from './clients.ts'
import { problemOf } from './problem-of.ts'
import type { LinkState, ServiceName } from './service-link.ts'

const NO_SERVERS: readonly ServerView[] = []
const NO_SYSTEMS: readonly CatalogueEntry[] = []
const USUAL_SETTINGS = settingsSchema.parse({})

/** Whether a part of the engine can be asked just now. */
function useLinkState(name: ServiceName): LinkState {
  const link = links[name]
  return useSyncExternalStore(
    (listener) => link.subscribe(listener),
    () => link.state,
  )
}

/** Why a part of the engine is not there just now; null while both are. When both are gone, the whole program is, and one says it. */
export function useEngineProblem(): (Problem & { readonly final: boolean }) | null {
  const reader = useLinkState('reader')
  const collector = useLinkState('collector')
  const down = reader.kind === 'down' ? reader : collector
  return down.kind === 'down' ? { ...down.problem, final: down.final } : null
}

/** All servers with their status, as last read; empty until the first answer (`isPending` tells that apart). */
export function useServers(): { servers: readonly ServerView[]; isPending: boolean } {
  const spoken = language()
  const select = useCallback((views: ServerView[]) => views.map((view) => viewInLanguage(view, spoken)), [spoken])
  const { data, isPending } = useQuery(read.servers.list.queryOptions({ select }))
  return { servers: data ?? NO_SERVERS, isPending }
}

/** All kinds of systems that a server can be; empty until the first answer. */
export function useSystems(): readonly CatalogueEntry[] {
  const spoken = language()
  const select = useCallback((entries: CatalogueEntry[]) => entries.map((entry) => entryInLanguage(entry, spoken)), [spoken])
  return useQuery(read.servers.profiles.queryOptions({ select })).data ?? NO_SYSTEMS
}

/** What the window remembers; the defaults until the first answer. */
export function useSettings(): Settings {
  return useQuery(read.console.settings.queryOptions()).data ?? USUAL_SETTINGS
}

/** Remembers a change of the settings. It shows at once; when it can't be stored it is taken back, and `onFailed` hears why. */
export function useSaveSettings(onFailed: (problem: Problem) => void): (change: SettingsChange) => void {
  const queries = useQueryClient()
  const queryKey = read.console.settings.queryKey()
  const onError = (error: Error) => {
    void queries.invalidateQueries({ queryKey })
    onFailed(problemOf(error))
  }
  const { mutate } = useMutation(act.console.saveSettings.mutationOptions({ onError }))
  return (change) => {
    queries.setQueryData(queryKey, changedSettings(queries.getQueryData(queryKey) ?? USUAL_SETTINGS, change))
    mutate(change)
  }
}
