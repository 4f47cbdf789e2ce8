import { useSnackbar } from 'notistack'
import { t } from '../../../../shared/language/language.ts'
import type { View } from '../../../../shared/view.ts'
import { useSettings } from '../../../api/hooks.ts'
import { visibleString } from '../../../components/visible-text.ts'
import { viewStore } from '../view-state.ts'
import { takeAsSaved } from './opened-view.ts'
import type { Asking } from './use-view-actions.ts'
import { useChangeViews } from './use-views.ts'
import { ViewNameDialog } from './ViewNameDialog.tsx'
import { contentOf } from './view-content.ts'
import { freeName, withName, withView } from './view-list.ts'

interface ViewNamingProps {
  readonly asking: Asking | null
  readonly opened: View
  readonly onAnswered: () => void
}

/** Asks for the name of a new view, or for another name of the open one. */
export function ViewNaming({ asking, opened, onAnswered }: ViewNamingProps) {
  const settings = useSettings()
  const changeViews = useChangeViews()
  const { enqueueSnackbar } = useSnackbar()
  const saveAs = (name: string) => {
    const view = { ...contentOf(viewStore.get()), id: crypto.randomUUID(), name }
    changeViews(
      (known) => withView(known, view),
      () => {
        takeAsSaved(view)
        enqueueSnackbar(t('views.saved', { name: visibleString(name) }))
      },
    )
  }
  const rename = (name: string) => changeViews((known) => withName(known, opened.id, name))
  if (asking === 'save-as')
    return (
      <ViewNameDialog
        title={t('views.saveAsTitle')}
        name={freeName(opened.name, settings)}
        settings={settings}
        onSave={saveAs}
        onClose={onAnswered}
      />
    )
  if (asking === 'rename')
    return (
      <ViewNameDialog
        title={t('views.renameTitle')}
        name={opened.name}
        settings={settings}
        own={opened.id}
        onSave={rename}
        onClose={onAnswered}
      />
    )
  return null
}
