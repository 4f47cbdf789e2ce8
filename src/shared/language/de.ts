import { common } from './de/common.ts'
import type { en } from './en.ts'
import type { Translation } from './translation.ts'

/** Every message in German, by topic. */
export const de: { readonly [Topic in keyof typeof en]: Translation<(typeof en)[Topic]> } = { common }
