import { t } from '../../../shared/language/language.ts'
import { type Action, useActions } from '../../components/actions/actions.ts'

interface SessionKeys {
  readonly find: () => void
  readonly terminate: () => void
  /** Closes the details; absent while there is nothing to close. */
  readonly close: (() => void) | undefined
}

/** What can be done on the page as a whole: find, open the review, close the details. None of it ends anything by itself. */
export function useSessionKeys({ find, terminate, close }: SessionKeys): void {
  const section = t('frame.sessions')
  const actions: Action[] = [
    {
      id: 'sessions.find',
      name: t('actions.find'),
      section,
      keys: { windows: ['Mod+F', 'F3'], mac: ['Mod+F', 'Mod+G', 'F3'] },
      inTexts: true,
      run: find,
    },
    {
      id: 'sessions.terminate',
      name: t('actions.terminate'),
      section,
      keys: { windows: ['Delete'], mac: ['Mod+Backspace', 'Delete'] },
      run: terminate,
    },
  ]
  if (close) {
    actions.push({
      id: 'sessions.closeDetails',
      name: t('actions.closeDetails'),
      section,
      keys: { windows: ['Escape'], mac: ['Escape'] },
      run: close,
    })
  }
  useActions(actions)
}
