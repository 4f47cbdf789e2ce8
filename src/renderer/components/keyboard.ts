import { useEffect, useRef } from 'react'

const onMac = navigator.platform.startsWith('Mac')

/** The key of the platform's shortcuts, held with another key or a click: Command on a Mac, else Ctrl. */
export function commandKey(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey'>): boolean {
  return onMac ? event.metaKey : event.ctrlKey
}

/** Hears keys of the whole window while the component is there. `listener` may change with every render. */
export function useWindowKeys(listener: (event: KeyboardEvent) => void): void {
  const latest = useRef(listener)
  useEffect(() => {
    latest.current = listener
  })
  useEffect(() => {
    const hear = (event: KeyboardEvent) => latest.current(event)
    window.addEventListener('keydown', hear)
    return () => window.removeEventListener('keydown', hear)
  }, [])
}
