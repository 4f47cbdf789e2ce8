import { announcedStore } from './live-region.ts'
import { useStore } from './store.ts'

/** The one place from which the window speaks by itself. It stands there from the start, or nobody would hear its first words. */
export function LiveRegion() {
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {useStore(announcedStore)}
    </div>
  )
}
