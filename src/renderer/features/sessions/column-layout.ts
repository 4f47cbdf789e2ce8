import type { ColumnLayout } from '../../../shared/view.ts'
import { changeView, viewStore } from './view-state.ts'

/** Changes how the columns stand; the page that is shown stays. */
export function changeColumns(change: Partial<ColumnLayout>): void {
  const { columns, page } = viewStore.get()
  changeView({ columns: { ...columns, ...change }, page })
}
