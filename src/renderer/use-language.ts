import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { type Language, languageFor, setLanguage } from '../shared/language/language.ts'
import { read } from './api/clients.ts'
import { keepFocusInPage } from './components/keep-focus.ts'

const LANGUAGE_KEY = 'rollcall.language'

/**
 * The language of the window, which is set before anything below is rendered: make that anew when it changes (by a `key`). The choice of
 * last time stands in until the settings are read.
 */
export function useLanguage(): Language {
  const chosen = useQuery(read.console.settings.queryOptions()).data?.language
  const last = localStorage.getItem(LANGUAGE_KEY)
  const language = languageFor(chosen ?? (last === 'en' || last === 'de' || last === 'pseudo' ? last : 'system'), navigator.language)
  setLanguage(language)
  const before = useRef(language)
  useEffect(() => {
    document.documentElement.lang = language === 'de' ? 'de' : 'en'
    if (chosen) localStorage.setItem(LANGUAGE_KEY, chosen)
    // What had the focus was made anew with everything else.
    if (before.current !== language) keepFocusInPage()
    before.current = language
  }, [language, chosen])
  return language
}
