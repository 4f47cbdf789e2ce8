import { createStore } from './store.ts'

/** What was announced last. */
export const announcedStore = createStore('')

/** Tells something to those who can't see it, when they have nothing else to hear: what comes next may take its place. */
export function announce(words: string): void {
  announcedStore.set(words)
}
