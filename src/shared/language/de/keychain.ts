import type { keychain as english } from '../en/keychain.ts'
import type { Translation } from '../translation.ts'

export const keychain: Translation<typeof english> = {
  absent: 'Dieser Computer hat keinen Schlüsselbund. Geheimnisse werden darum nur im Speicher gehalten, bis Rollcall beendet wird.',
  absentNext: 'Richten Sie für diesen Desktop einen Schlüsselbund ein und starten Sie Rollcall dann neu.',
  'absentNext-linux':
    'Installieren Sie unter Debian oder Ubuntu gnome-keyring und libsecret-1-0, melden Sie sich neu am Desktop an und starten Sie Rollcall dann neu.',
  'absentNext-win32':
    'Starten Sie den Windows-Dienst „Anmeldeinformationsverwaltung“ (Credential Manager) und drücken Sie dann „Erneut versuchen“.',
  'absentNext-darwin':
    'Öffnen Sie die Schlüsselbundverwaltung, sorgen Sie dafür, dass es einen Schlüsselbund „Anmeldung“ gibt, und drücken Sie dann „Erneut versuchen“.',
  locked: 'Der Schlüsselbund dieses Computers ist gesperrt. Gespeicherte Geheimnisse können nicht gelesen oder geändert werden.',
  lockedNext: 'Drücken Sie „Erneut versuchen“ und beantworten Sie die Frage des Systems nach dem Passwort des Schlüsselbunds.',
  'stuck-silent': 'Der Schlüsselbund dieses Computers antwortet nicht. Gespeicherte Geheimnisse können nicht gelesen oder geändert werden.',
  'stuck-stopped':
    'Der Schlüsselbund-Prozess von Rollcall brach mitten in einer Anfrage ab. Gespeicherte Geheimnisse können nicht gelesen oder geändert werden.',
  'stuck-not-started':
    'Der Schlüsselbund-Prozess von Rollcall läuft nicht. Gespeicherte Geheimnisse können nicht gelesen oder geändert werden.',
  'stuck-failed': 'Der Schlüsselbund dieses Computers hat versagt. Gespeicherte Geheimnisse können nicht gelesen oder geändert werden.',
  stuckNext:
    'Sehen Sie nach, ob hinter einem anderen Fenster eine Frage des Systems wartet, und drücken Sie dann „Erneut versuchen“. Wenn das nicht hilft, starten Sie den Schlüsselbund des Computers neu.',
  unfit: 'Dieses Geheimnis kann nicht gespeichert werden. {flaw}',
  unfitNext: 'Suchen Sie darin nach verirrten Zeichen und geben Sie es neu ein.',
  isEmpty: 'Es ist leer.',
  hasNul: 'Es enthält ein NUL-Zeichen.',
  hasHalf: 'Es enthält ein halbes Zeichen.',
  isLong: 'Es hat {bytes} Bytes, und höchstens {most} sind möglich.',
}
