import type { store as english } from '../en/store.ts'
import type { Translation } from '../translation.ts'

export const store: Translation<typeof english> = {
  diskFull:
    'Der Datenträger ist voll ({doing}). Was zuvor geschrieben wurde, ist nicht verloren, aber Neues konnte nicht gespeichert werden.',
  diskFullNext: 'Schaffen Sie Platz. Rollcall macht mit dem nächsten Lesen von selbst weiter.',
  notWritable: 'In den Datenordner kann nicht geschrieben werden ({doing}).',
  notWritableNext: 'Geben Sie sich das Recht, in den Datenordner zu schreiben, oder wählen Sie mit --data einen anderen Ordner.',
  damaged: 'Die Datei ist beschädigt ({doing}).',
  damagedNext:
    'Ein beschädigter Verlauf wird beim nächsten Start beiseitegelegt und neu aufgebaut; ein beschädigtes Protokoll muss aus einer Sicherung wiederhergestellt werden.',
  held: 'Ein anderes Programm hält die Datei fest ({doing}).',
  heldNext:
    'Schließen Sie das andere Rollcall, die Sicherung oder den Dateiabgleich, der den Datenordner benutzt, und versuchen Sie es noch einmal.',
  diskError: 'Der Datenträger hat einen Fehler gemeldet ({doing}).',
  diskErrorNext: 'Prüfen Sie den Datenträger mit dem Datenordner und starten Sie Rollcall dann neu.',

  unreadableHere: '{file} kann nicht gelesen werden, weil in den Ordner der Datei nicht geschrieben werden kann.',
  unreadableHereNext:
    'Geben Sie sich das Recht, in den Datenordner zu schreiben, oder kopieren Sie ihn an einen anderen Ort und öffnen Sie diesen: --data=ORDNER.',
  unusable: '{file} ist nicht benutzbar: {how}.',
  isEmpty: 'Die Datei ist leer',
  isGone: 'Die Datei selbst fehlt, nur ihr Write-Ahead-Log ist noch da',
  isForeign: 'Die Datei ist nicht von Rollcall',
  isOtherwise: 'Ihre Tabellen sind nicht die, die Rollcall angelegt hat',
  newer: '{file} wurde von einem neueren Rollcall geschrieben (Format {version}; dieses kennt {newest}).',
  newerNext: 'Installieren Sie das neuere Rollcall wieder, oder starten Sie dieses mit einem anderen Ordner: --data=ORDNER.',
  older:
    '{file} wurde von einem älteren Rollcall geschrieben (Format {version}, nötig ist {newest}) und kann nicht auf den neuen Stand gebracht werden, solange der Ordner nur gelesen wird.',
  olderNext: 'Schließen Sie das andere Rollcall, oder machen Sie den Ordner beschreibbar, und starten Sie neu.',

  clockAhead:
    'Die Uhr des Computers ging vor, als zuletzt in cache.db geschrieben wurde: Die Datei enthält Stände aus einer Zeit, die erst noch kommt.',
  clockAheadNext:
    'Prüfen Sie Datum und Uhrzeit dieses Computers. Die Sitzungen werden neu von den Servern gelesen; der frühere Verlauf bleibt in der alten Datei.',
  cacheDamaged: 'cache.db ist beschädigt.',
  cacheDamagedNext:
    'Sie brauchen nichts zu tun: Die Datei wird beiseitegelegt, und die Sitzungen werden neu von den Servern gelesen. Der frühere Verlauf bleibt in der alten Datei.',
  historyDamaged: 'Ein Teil des Verlaufs in cache.db ist beschädigt und kann nicht gezeigt werden.',
  historyDamagedNext: 'Andere Zeiten sind nicht betroffen. Rollcall macht mit dem nächsten Lesen weiter.',

  journalRefused: 'Das Protokoll (journal.db) kann nicht geöffnet werden: {why}. Rollcall beginnt kein neues darüber.',
  journalRefusedNext:
    'Stellen Sie journal.db und journal.ballast aus einer Sicherung wieder her, oder verschieben Sie beide, um mit einem leeren Protokoll und ohne Server zu beginnen.',
  journalMissing: 'Es fehlt, obwohl es in diesem Ordner eines gab',
  journalPages: 'Seine Seiten sind beschädigt',
  journalChain: 'Seine Einträge passen ab Nummer {entry} nicht zusammen',
  journalUnwritable: 'In das Protokoll kann nicht geschrieben werden. {why}',
  noRoom: 'Der Datenträger ist voll: Es ist kein Platz mehr, um aufzuschreiben, was aus einer Sitzung wird.',
  noRoomNext: 'Schaffen Sie Platz und versuchen Sie es noch einmal.',
  nameTaken: 'Es gibt schon einen Server namens {name}.',
  nameTakenNext: 'Wählen Sie einen anderen Namen: Liste, Protokoll und alle Meldungen unterscheiden die Server danach.',

  opening: 'beim Öffnen von {file}',
  readingFile: 'beim Lesen von {file}',
  checking: 'beim Prüfen von {file}',
  settingAside: 'beim Beiseitelegen von {file}',
  openingJournal: 'beim Öffnen des Protokolls',
  readingStored: 'beim Lesen der gespeicherten Daten',
  readingAgents: 'beim erneuten Auswerten der User-Agents in cache.db',
  readingMemory: 'beim Lesen dessen, was cache.db über einen Server enthält',
  writingRead: 'beim Schreiben eines gelesenen Stands in cache.db',
  notingFailedRead: 'beim Vermerken eines misslungenen Lesens in cache.db',
  deletingHistory: 'beim Löschen des Verlaufs eines Servers aus cache.db',
  savingSettings: 'beim Speichern der Einstellungen',
  notingStart: 'beim Vermerken des Starts von Rollcall',
  puttingPractice: 'beim Eintragen eines Übungsservers',
  notingSecretsEnded: 'beim Vermerken der Geheimnisse, die mit dem Programm endeten',
  addingServer: 'beim Hinzufügen eines Servers',
  changingServer: 'beim Ändern eines Servers',
  removingServer: 'beim Entfernen eines Servers',
  takingBackServer: 'beim Zurücknehmen eines Servers',
  pausingServer: 'beim Anhalten eines Servers',
  resumingServer: 'beim Fortsetzen eines Servers',
  notingSecret: 'beim Vermerken, was mit einem Geheimnis ist',
  notingSecretGone: 'beim Vermerken, dass ein Geheimnis den Schlüsselbund verlassen hat',
  keepingSecret: 'beim Speichern eines Geheimnisses',
  liftingHold: 'beim Aufheben einer Aussetzung',
  keepingHold: 'beim Vermerken, warum ein Server nicht gefragt wird',
  savingProfile: 'beim Speichern des Profils {id}',
  removingProfile: 'beim Entfernen des Profils {id}',
  writingSample: 'beim Aufschreiben dessen, was gleich gesendet wird',
  writingRun: 'beim Aufschreiben eines neuen Vorgangs',
  writingIntent: 'beim Aufschreiben dessen, was gleich beendet wird',
  writingOutcome: 'beim Aufschreiben, was aus einer Sitzung wurde',
  stoppingRun: 'beim Stoppen eines Vorgangs',
  closingRun: 'beim Abschließen eines Vorgangs',
  closingInterrupted: 'beim Abschließen eines unterbrochenen Vorgangs',
  notingRunRead: 'beim Vermerken, dass ein Vorgang gelesen wurde',
}
