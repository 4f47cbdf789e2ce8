import { type KeyboardEvent, type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react'
import {
  type Completion,
  type CompletionSources,
  completeFilter,
  type Suggestion,
  takeSuggestion,
} from '../../../../shared/filter/complete.ts'
import { setFilter, typeFilter } from './filter-text.ts'

/** Ways to go on with the text in the search box, which of them is marked, and what keys and the mouse do with them. */
export interface Completing {
  /** Null while nothing is offered. */
  readonly completion: Completion | null
  /** The place of the suggestion that Enter takes; -1 for none. */
  readonly marked: number
  readonly mark: (place: number) => void
  readonly take: (suggestion: Suggestion) => void
  /** The text was changed by typing; `caret` is where it stands now. */
  readonly type: (text: string, caret: number) => void
  /** The caret was moved. */
  readonly move: (caret: number) => void
  /** Shows everything that could be typed here. */
  readonly ask: () => void
  /** Shows all fields, for one more condition after what is typed. */
  readonly askAtEnd: () => void
  readonly close: () => void
  /** Whether the key was for the suggestions. */
  readonly hear: (event: KeyboardEvent) => boolean
}

interface Place {
  readonly caret: number
  readonly state: 'closed' | 'open' | 'asked'
  readonly marked: number
}

/** Completes what is typed into the search box. Nothing is marked by itself, so that Enter and the arrows do what they do without a list. */
export function useCompletion(text: string, sources: CompletionSources, input: RefObject<HTMLInputElement | null>): Completing {
  const [{ caret, state, marked }, setPlace] = useState<Place>({ caret: 0, state: 'closed', marked: -1 })
  const caretToSet = useRef<number | null>(null)
  useLayoutEffect(() => {
    if (caretToSet.current === null) return
    input.current?.setSelectionRange(caretToSet.current, caretToSet.current)
    caretToSet.current = null
  })
  const completion = useMemo(
    () => (state === 'closed' ? null : completeFilter(text, caret, sources, state === 'asked')),
    [state, text, caret, sources],
  )
  const close = () => setPlace((place) => ({ ...place, state: 'closed', marked: -1 }))
  const mark = (place: number) => setPlace((before) => ({ ...before, marked: place }))
  const take = (suggestion: Suggestion) => {
    if (completion === null) return
    const next = takeSuggestion(text, completion, suggestion)
    caretToSet.current = next.caret
    setPlace({ caret: next.caret, state: suggestion.kind === 'field' ? 'open' : 'closed', marked: -1 })
    if (suggestion.kind === 'field') typeFilter(next.text)
    else setFilter(next.text)
    input.current?.focus()
  }
  const ask = () => setPlace({ caret: input.current?.selectionStart ?? text.length, state: 'asked', marked: -1 })
  const askAtEnd = () => {
    const longer = text === '' || /\s$/.test(text) ? text : `${text} `
    caretToSet.current = longer.length
    setPlace({ caret: longer.length, state: 'asked', marked: -1 })
    typeFilter(longer)
    input.current?.focus()
  }
  return {
    completion,
    marked,
    mark,
    take,
    ask,
    askAtEnd,
    close,
    type: (typed, at) => {
      setPlace((place) => ({ caret: at, state: place.state === 'asked' ? 'asked' : 'open', marked: -1 }))
      typeFilter(typed)
    },
    move: (at) => setPlace((place) => (place.caret === at ? place : { caret: at, state: 'closed', marked: -1 })),
    hear: (event) => {
      if (isAsking(event)) ask()
      else if (completion === null || !hearInList(event, completion, marked, { mark, take, close })) return false
      event.preventDefault()
      return true
    },
  }
}

function isAsking(event: KeyboardEvent): boolean {
  return (event.key === ' ' && event.ctrlKey) || (event.key === 'ArrowDown' && event.altKey)
}

function hearInList(
  { key }: KeyboardEvent,
  { suggestions }: Completion,
  marked: number,
  { mark, take, close }: Pick<Completing, 'mark' | 'take' | 'close'>,
): boolean {
  const count = suggestions.length
  const suggestion = suggestions[marked]
  if (key === 'ArrowDown') mark(marked + 1 === count ? 0 : marked + 1)
  else if (key === 'ArrowUp') mark(marked <= 0 ? count - 1 : marked - 1)
  else if (key === 'Escape') close()
  else if ((key === 'Enter' || key === 'Tab') && suggestion !== undefined) take(suggestion)
  else return false
  return true
}
