import type { frame as english } from '../en/frame.ts'
import type { Translation } from '../translation.ts'

export const frame: Translation<typeof english> = {
  pages: 'Seiten',
  sessions: 'Sitzungen',
  journal: 'Protokoll',
  servers: 'Server',
  settings: 'Einstellungen',
  sectionGoTo: 'Gehe zu',
  sectionLook: 'Aussehen',
  sectionHelp: 'Hilfe',
  sectionWindow: 'Fenster',
  goTo: 'Gehe zu {page}',
  palette: 'Suchen oder ausführen',
  shortcuts: 'Tastenkürzel',
  useTheme: 'Farben: {theme}',
  useDensity: 'Zeilenhöhe: {density}',
  nextPane: 'Nächster Bereich',
  previousPane: 'Vorheriger Bereich',
  paletteShort: 'Befehle',
  shortcutsShort: 'Tasten',
  isSo: 'Das ist schon so',
  isPaused: 'Er ist angehalten',
  showServer: 'Nur die Sitzungen von {server} zeigen',
  readServer: '{server} jetzt lesen',
}
