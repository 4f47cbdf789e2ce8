import type { useGridApiRef } from '@mui/x-data-grid'
import { useEffect } from 'react'

/** Marks the grid while it is moved sideways, so that what stays in sight can be seen to lie above the rest. */
export function useSidewaysMark(apiRef: ReturnType<typeof useGridApiRef>): void {
  useEffect(
    () =>
      apiRef.current?.subscribeEvent('scrollPositionChange', ({ left }) => {
        apiRef.current?.rootElementRef.current?.classList.toggle('moved-sideways', left > 0)
      }),
    [apiRef],
  )
}
