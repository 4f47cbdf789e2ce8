import { common } from './en/common.ts'

/** Every message in English, by topic. A topic is a file, so that what belongs together is translated together. */
export const en = { common } as const
