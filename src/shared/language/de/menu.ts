import type { menu as english } from '../en/menu.ts'
import type { Translation } from '../translation.ts'

export const menu: Translation<typeof english> = {
  section: 'Sitzung',
  details: 'Details',
  showUserHere: 'Alle von {user} auf {server} zeigen',
  showUser: 'Alle von {user} auf allen Servern zeigen',
  showOnly: 'Nur {column}: {value} zeigen',
  exclude: '{column}: {value} ausschließen',
  showUnknown: 'Nur {column}: unbekannt zeigen',
  excludeUnknown: '{column}: unbekannt ausschließen',

  copyCell: 'Zelle kopieren',
  copyRow: 'Zeile kopieren',
  copyRows: '{count, plural, one {# Zeile} other {# Zeilen}} kopieren',
  copyRowHeaders: 'Zeile mit Überschriften kopieren',
  copyRowsHeaders: '{count, plural, one {# Zeile} other {# Zeilen}} mit Überschriften kopieren',
  copySessionId: 'Sitzungs-ID kopieren (gekürzt)',
  copiedCell: 'Zelle kopiert',
  copiedRows: '{count, plural, one {# Zeile kopiert} other {# Zeilen kopiert}}',
  copiedSessionId: 'Sitzungs-ID kopiert (gekürzt)',
  copiedText: 'Text kopiert',
  noClipboard: 'Die Zwischenablage konnte nicht benutzt werden',
  nothingToCopy: 'Nichts zu kopieren: Keine Zeile hat den Fokus und keine ist ausgewählt.',
  noRow: 'Keine Zeile hat den Fokus.',

  terminate: 'Beenden',
  terminateSelected: '{count} Ausgewählte beenden',
  logOut: 'Auf allen Geräten abmelden',

  selectionReplaced: '{count, plural, one {# andere Sitzung ist} other {# andere Sitzungen sind}} nicht mehr ausgewählt.',
  selectAgain: 'Wieder auswählen',

  actionDetails: 'Details der Sitzung mit dem Fokus',
  actionShowUser: 'Alle Sitzungen dieses Benutzers auf allen Servern zeigen',
  actionShowOnly: 'Nur den Wert der Zelle mit dem Fokus zeigen',
  actionExclude: 'Den Wert der Zelle mit dem Fokus ausschließen',
  actionCopy: 'Die Zelle mit dem Fokus oder die ausgewählten Zeilen kopieren',
  actionCopyRow: 'Die Zeile mit dem Fokus kopieren',
  actionCopyHeaders: 'Zeilen mit Überschriften kopieren',
  actionLogOut: 'Den Benutzer der Sitzung mit dem Fokus auf allen Geräten abmelden',
}
