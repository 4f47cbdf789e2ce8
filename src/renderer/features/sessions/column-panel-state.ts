import { createStore } from '../../components/store.ts'

/** Whether the column panel is open: a header's menu and the command palette open it as well as its button. */
export const columnPanelStore = createStore(false)
