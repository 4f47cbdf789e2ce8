import type { actions as english } from '../en/actions.ts'
import type { Translation } from '../translation.ts'

export const actions: Translation<typeof english> = {
  keyCtrl: 'Strg',
  keyShift: 'Umschalt',
  keyDelete: 'Entf',
  keyEscape: 'Esc',
  keyEnter: 'Eingabe',
  keySpace: 'Leertaste',
  keyHome: 'Pos1',
  keyEnd: 'Ende',
  keyPageUp: 'Bild auf',
  keyPageDown: 'Bild ab',
  find: 'Sitzungen suchen',
  terminate: 'Ausgewählte Sitzungen beenden, sonst die aktuelle …',
  closeDetails: 'Details schließen',
  refresh: 'Alle Server jetzt lesen',
  sectionServers: 'Server',
}
