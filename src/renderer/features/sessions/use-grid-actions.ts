import { useMemo } from 'react'
import { language, t } from '../../../shared/language/language.ts'
import { GROUPINGS } from '../../../shared/session.ts'
import { type Action, useActions } from '../../components/actions/actions.ts'
import { useStore } from '../../components/store.ts'
import { columnPanelStore } from './column-panel-state.ts'
import { groupBy, groupingWord, openAllGroups, showManyAddresses } from './grouping.ts'
import { viewStore } from './view-state.ts'

/** What can be done with the grid itself, for the palette. `onFitAll` fits all columns to what is in them. */
export function useGridActions(onFitAll: () => void): void {
  const { group } = useStore(viewStore)
  const spoken = language()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the names are in the language that is spoken now
  const actions = useMemo(() => {
    const action = (id: string, name: string, run: () => void): Action => ({ id: `sessions.${id}`, name, section: t('grid.section'), run })
    const groupings = GROUPINGS.filter((by) => by !== group).map((by) =>
      action(`group-${by}`, t('grid.actionGroup', { by: groupingWord(by) }), () => groupBy(by)),
    )
    const grouped = [
      action('group-none', t('grid.actionUngroup'), () => groupBy(null)),
      action('open-groups', t('grid.openAll'), () => openAllGroups(true)),
      action('close-groups', t('grid.closeAll'), () => openAllGroups(false)),
    ]
    return [
      ...groupings,
      ...(group === null ? [] : grouped),
      action('many-addresses', t('grid.groupManyAddresses'), showManyAddresses),
      action('columns', t('grid.actionColumns'), () => columnPanelStore.set(true)),
      action('fit-columns', t('grid.actionFitAll'), onFitAll),
    ]
  }, [group, onFitAll, spoken])
  useActions(actions)
}
