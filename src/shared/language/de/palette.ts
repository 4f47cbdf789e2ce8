import type { palette as english } from '../en/palette.ts'
import type { Translation } from '../translation.ts'

export const palette: Translation<typeof english> = {
  title: 'Suchen oder ausführen',
  placeholder: 'Tippen Sie, was Sie tun oder sehen möchten',
  nothing: 'Nichts passt zu „{text}“.',
  findSessions: 'Sitzungen mit „{text}“ suchen',
  sectionFind: 'Suchen',
}
