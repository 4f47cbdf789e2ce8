import type { tomcat as english } from '../en/tomcat.ts'
import type { Translation } from '../translation.ts'

export const tomcat: Translation<typeof english> = {
  badManager: '„{path}“ kann nicht der Pfad von Tomcats Manager sein.',
  badManagerNext: 'Geben Sie einen Pfad an wie /manager.',
  pagesLost: 'die Seiten nennen {name} nicht mehr, obwohl es dort Sitzungen gibt',
  namesUnread: 'die Benutzernamen von {name} konnten nicht gelesen werden: {why}',
  noApplication: 'es gibt keine Anwendung {name}',
  cap: 'nur die ersten {count} Sitzungen wurden gelesen',
  more: 'und {count} weitere',
  noRoad: '{server} hat das Geheimnis angenommen, aber weder den HTML-Manager noch den JMX-Proxy dafür geöffnet.',
  noRoadNext:
    'Geben Sie dem Konto in Tomcat die Rolle manager-gui oder manager-jmx, und prüfen Sie, ob der Manager von diesem Computer aus benutzt werden darf.',
  noSuchApplication: '{server} hat keine Anwendung {names}.',
  noSuchApplicationNext: 'Berichtigen Sie die Anwendungen in den Einstellungen des Servers, oder nennen Sie keine, um alle zu lesen.',
  linkElsewhere: '{server} hat {doing} einen Link gezeigt, der zu einer anderen Adresse führt.',
  formElsewhere: '{server} hat {doing} ein Formular gezeigt, das zu einer anderen Adresse führt.',
  elsewhereNext: 'Prüfen Sie die Adresse des Servers.',
  noApplications: '{server} hat {doing} eine Seite ohne die Anwendungen gezeigt.',
  noApplicationsNext: 'Prüfen Sie die Adresse des Servers und den Pfad des Managers.',
  noTable: '{server} hat {doing} eine Seite ohne eine Tabelle der Sitzungen gezeigt.',
  noTableNext:
    'Der Manager dieses Tomcat ist von einer Version, die Rollcall nicht kennt. Mit der Rolle manager-jmx braucht es keine Seiten.',
  undeployed: '{server} hat {doing} gemeldet, dass es diese Anwendung nicht mehr gibt.',
  undeployedNext: 'Das nächste Lesen listet die Anwendungen auf, die es gibt.',
  saidFailed: '{server} hat {doing} einen Fehlschlag gemeldet.',
  saidFailedNext: 'Sehen Sie ins Log von Tomcat. Rollcall fragt später noch einmal.',
  namedNone: '{server} hat {doing} keine Anwendung genannt.',
  namedNoneNext: 'Der JMX-Proxy antwortet anders als der von Tomcat 9 bis 11. Mit der Rolle manager-gui braucht es keinen Proxy.',
  severalHosts: '{server} hat mehrere virtuelle Hosts ({hosts}), und keiner wurde gewählt.',
  severalHostsNext:
    'Nennen Sie in den Einstellungen des Servers den, der gelesen werden soll, und fügen Sie für jeden weiteren einen eigenen Server hinzu.',
  noSuchHost: '{server} hat keinen virtuellen Host {host}; es gibt {hosts}.',
  noSuchHostNext: 'Nennen Sie einen davon in den Einstellungen des Servers.',
}
