import { useEffect, useRef } from 'react'
import { announce } from '../../components/live-region.ts'
import { useStore } from '../../components/store.ts'
import type { Reading } from './still.ts'
import { stillnessStore } from './still-state.ts'
import { updateWords } from './updates.ts'

/** No more often than this, in ms: it must not talk all day. */
const PACE_MS = 30_000

/** Tells those who can't see the grid what has come and gone in it, however often it is read. */
export function useUpdateWords(): void {
  const { reading } = useStore(stillnessStore)
  const told = useRef<{ readonly reading: Reading; readonly at: number } | null>(null)
  useEffect(() => {
    if (reading === null) return
    if (told.current === null || told.current.reading.question !== reading.question) told.current = { reading, at: Date.now() }
    const last = told.current
    const tell = () => {
      const words = updateWords(last.reading, reading)
      if (words === null) return
      announce(words)
      told.current = { reading, at: Date.now() }
    }
    const timer = setTimeout(tell, Math.max(0, last.at + PACE_MS - Date.now()))
    return () => clearTimeout(timer)
  }, [reading])
}
