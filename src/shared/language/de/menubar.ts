import type { menubar as english } from '../en/menubar.ts'
import type { Translation } from '../translation.ts'

export const menubar: Translation<typeof english> = {
  file: '&Datei',
  edit: '&Bearbeiten',
  session: '&Sitzung',
  view: '&Ansicht',
  window: '&Fenster',
  help: '&Hilfe',
  settings: 'Einstellungen …',
  find: 'Sitzungen suchen',
  details: 'Details',
  showUser: 'Alles von diesem Benutzer auf allen Servern',
  showOnly: 'Nur diesen Wert zeigen',
  exclude: 'Diesen Wert ausschließen',
  copyRow: 'Zeile kopieren',
  copyHeaders: 'Zeilen mit Überschriften kopieren',
  terminate: 'Beenden …',
  logOut: 'Auf allen Geräten abmelden …',
  palette: 'Suchen oder ausführen',
  refresh: 'Aktualisieren',
  shortcuts: 'Tastenkürzel',
}
