import type { SystemWords } from '../system-words.ts'

const PASSWORD_LOGIN = { name: 'Benutzername und Passwort', usernameLabel: 'Benutzername', secretLabel: 'Passwort' }
const PAGE_LOGIN = { name: 'Anmeldeseite', usernameLabel: 'Benutzername', secretLabel: 'Passwort' }
const CLIENT_LOGIN = { name: 'Client-ID und Secret', usernameLabel: 'Client-ID', secretLabel: 'Client-Secret' }

/** The words of every built-in system in German, by its id. */
export const systemFacts: Readonly<Record<string, SystemWords>> = {
  'admin-sessions': {
    about:
      'Server, die auf GET und DELETE unter /api/admin/sessions antworten, zum Beispiel MIPO. Pfade, Feldnamen und Anmeldung lassen sich für jeden Server ändern.',
    activity: 'die jüngste Anfrage mit der Sitzung',
    coverage: 'Sitzungen, die wegen Untätigkeit abgelaufen sind, stehen nicht in der Liste, auch wenn der Server sie noch aufbewahrt.',
    terminateMeans: 'Die nächste Anfrage des Benutzers wird mit 401 beantwortet, und er muss sich neu anmelden.',
    known:
      'Die Pfade und die Spalten sind dokumentiert. Wie man sich anmeldet und wie die Felder heißen, ist es nicht; darum werden die üblichen Schreibweisen versucht.',
    supply: 'Ein Schlüssel oder Token eines Administrators, und der Header, in den er gehört, falls das nicht Authorization ist.',
  },
  authentik: {
    about: 'Angemeldete Browser eines authentik-Servers, über seine API.',
    activity: 'die jüngste Anfrage des Browsers an authentik selbst, nicht an die Anwendungen dahinter',
    coverage:
      'Anmeldungen bei authentik. Einen Zeitpunkt der Anmeldung gibt es nicht. Token, die Anwendungen bekommen haben, stehen nicht in der Liste.',
    terminateMeans:
      'Der Browser muss sich neu bei authentik anmelden. Anwendungen, die Token bekommen haben, behalten sie, bis sie ablaufen.',
    known: 'Die API-Beschreibung von authentik, 2026.2.',
    supply:
      'Ein API-Token eines Administrators oder eines Benutzers, der angemeldete Sitzungen und Benutzer ansehen darf; zum Beenden muss er angemeldete Sitzungen auch löschen dürfen.',
    inputs: {
      version: {
        label: 'Version',
        help: 'Ab 2026.2 enden alle Sitzungen eines Benutzers mit einer Anfrage.',
        choices: { '2026.2': '2026.2 oder neuer', older: 'Älter' },
      },
    },
  },
  'better-auth': {
    about: 'Mit better-auth gebaute Anwendungen, deren Server das Admin-Plugin hat.',
    activity: 'die letzte Erneuerung der Sitzung, meist einmal am Tag',
    coverage:
      'Nach jedem Benutzer wird mit einer eigenen Anfrage gefragt. Die Adresse ist nur bekannt, wo die Anwendung so eingerichtet ist, dass sie sie einem Header entnimmt.',
    terminateMeans:
      'Das Token der Sitzung gilt ab der nächsten Anfrage nicht mehr; mit Cookie-Cache erst, wenn dieser abläuft. Der Benutzer kann sich neu anmelden.',
    known:
      'Der Quelltext von better-auth und ein laufender Server 1.7. Das Beenden einer Sitzung, die schon weg ist, wird als Erfolg beantwortet; erst das nächste Lesen zeigt es.',
    supply:
      'E-Mail und Passwort eines Administrators. Seine Rolle darf auch so sein, dass sie Sitzungen auflisten, aber nicht widerrufen kann. Bei Anmeldung mit Cookie muss der Server die hier angegebene Adresse als Ursprung zulassen.',
    inputs: { base: { label: 'Pfad der API', help: 'Was in basePath der Anwendung steht.' } },
    logins: {
      bearer: { name: 'E-Mail und Passwort (Bearer-Plugin)', usernameLabel: 'E-Mail', secretLabel: 'Passwort' },
      cookie: { name: 'E-Mail und Passwort (Cookie)', usernameLabel: 'E-Mail', secretLabel: 'Passwort' },
    },
  },
  'digital-reef': {
    about:
      'Von Digital Reef eDiscovery ist keine API bekannt. Darum wird nach einer Anmeldung die Seite „Active User Sessions“ gelesen und dort „Log out on All Devices“ gedrückt.',
    activity: 'die letzte Arbeit des Benutzers mit den Seiten von Digital Reef, von der der Server erfahren hat',
    coverage:
      'Ein Benutzer hat eine Zeile für jede Anmeldung an einem Projekt oder Gerät. Wer sich abgemeldet hat, zu lange untätig war oder wessen TP-Auth-Sitzung abgelaufen ist, steht nicht in der Liste. Zeilen haben keine ID: Sie wird aus Benutzer, Projekt und Adresse gebildet. Eine Sitzung, deren Adresse sich ändert, sieht darum aus, als hätte sie geendet und eine andere begonnen.',
    terminateMeans:
      '„Log out on All Devices“ beendet alle Sitzungen dieses Benutzers; danach ist wieder das Passwort nötig, auch wo „Remember Me“ angekreuzt war. Eine einzelne Sitzung lässt sich nicht beenden.',
    known:
      'Die Spalten, ihre Zeiten, die Rechte „View“ und „Add/Edit“ sowie „Log out on All Devices“ sind dokumentiert. Die Adressen der Seiten und der Aufbau ihrer Formulare sind es nicht.',
    supply:
      'Ein Konto mit dem Recht „Active User Sessions - View“ auf Systemebene, und „Add/Edit“, um Benutzer abzumelden; die Pfade der beiden Seiten; und welche Anmeldung eingerichtet ist.',
    inputs: {
      loginPage: {
        label: 'Pfad der Anmeldeseite',
        help: 'Was in der Adresse der Anmeldeseite nach dem Servernamen steht, zum Beispiel /login.',
      },
      sessionsPage: {
        label: 'Pfad der Sitzungsseite',
        help: 'Öffnen Sie „Status > Active User Sessions…“ und nehmen Sie, was in der Adresse des neuen Tabs nach dem Servernamen steht.',
      },
      authentication: {
        label: 'Anmeldung',
        help: 'Auf allen Geräten abmelden lassen sich Benutzer nur mit „Standard Authentication“.',
        choices: { standard: 'Standard Authentication', 'tp-auth': 'TransPerfect Authentication (TP Auth)' },
      },
    },
    logins: { form: PAGE_LOGIN },
  },
  'elsevier-pure': {
    about:
      'Pure hat keine API für Sitzungen. Darum wird nach einer Anmeldung die Seite „Administrator > System Information > Session“ gelesen. Sie zeigt Sitzungen und kann keine beenden.',
    activity: 'die letzte Anfrage der Sitzung',
    coverage:
      'Sitzungen eines Tomcat: Verwaltung und Webservice von Pure, nicht das Portal. Zeilen ohne Benutzer sind Personen auf der Anmeldeseite; anonyme Zeilen sind meist Aufrufe des Webservice und Überwachung. Zeilen haben keine ID: Sie wird aus Benutzer, Adresse und erster Anfrage gebildet. Eine Sitzung, deren Benutzer oder Adresse sich ändert, sieht darum aus, als hätte sie geendet.',
    terminateMeans:
      'Die Seite zeigt nur. Wenn auf diesem Rechner auch der Manager von Tomcat läuft, fügen Sie ihn als Apache Tomcat hinzu; dort lassen sich Sitzungen beenden.',
    known:
      'Die vier Spalten, und was Zeilen ohne Benutzer und anonyme Zeilen sind, ist dokumentiert. Die Adressen der Seiten, die Form der Zeiten und ihre Zeitzone sind es nicht. In der API von Pure kommen Sitzungen nicht vor.',
    supply:
      'Ein Konto mit einem Passwort von Pure selbst, das „Administrator > System Information > Session“ öffnen darf, die Pfade der beiden Seiten und die Zeitzone des Servers.',
    inputs: {
      loginPage: {
        label: 'Pfad der Anmeldeseite',
        help: 'Was in der Adresse der Anmeldeseite von Pure selbst nach dem Servernamen steht, zum Beispiel /admin/login.',
      },
      sessionsPage: {
        label: 'Pfad der Seite „Session“',
        help: 'Öffnen Sie „Administrator > System Information > Session“ und nehmen Sie, was in der Adresse nach dem Servernamen steht.',
      },
      zone: {
        label: 'Zeitzone des Servers',
        help: 'Die Seite zeigt die Ortszeit des Servers und sagt nicht, in welcher Zeitzone.',
      },
    },
    logins: { form: PAGE_LOGIN },
  },
  grafana: {
    about: 'Angemeldete Browser aller Benutzer eines selbst betriebenen Grafana, über seine Admin-API.',
    activity: 'die letzte Erneuerung des Anmelde-Tokens, bei Benutzung etwa alle zehn Minuten',
    coverage:
      'Anmeldungen mit dem Browser. Dienstkonten und API-Schlüssel stehen nicht in der Liste. Nach jedem Benutzer wird mit einer eigenen Anfrage gefragt.',
    terminateMeans:
      'Der Browser muss sich bei der nächsten Anfrage neu anmelden. Wo Grafana einem Single Sign-on vertraut, geschieht das vielleicht von selbst.',
    known: 'Quelltext und Dokumentation von Grafana. Grafana weigert sich, den Benutzer abzumelden, der gerade fragt.',
    supply:
      'Benutzername und Passwort eines Grafana-Serveradministrators; Token einer Organisation können das nicht. Nicht für Grafana Cloud.',
  },
  guacamole: {
    about: 'Offene Remote-Desktops eines Apache-Guacamole-Servers. Seine Adresse endet meist auf /guacamole.',
    activity: 'nicht angegeben',
    coverage:
      'Offene Remote-Desktops, nicht Anmeldungen bei Guacamole. „Projekt“ ist die Nummer der Verbindung, „Servername“ die Datenquelle.',
    terminateMeans:
      'Der Remote-Desktop wird sofort geschlossen; was auf dem entfernten Rechner läuft, läuft weiter. Der Benutzer bleibt bei Guacamole angemeldet und kann ihn wieder öffnen. Werden mehrere zusammen geschlossen, dann alle oder keiner.',
    known:
      'Der Quelltext von Guacamole. Das Schließen eines Remote-Desktops, der schon weg ist, wird als Erfolg beantwortet; erst das nächste Lesen zeigt es.',
    supply: 'Benutzername und Passwort eines Administrators ohne zweiten Faktor. Andere sehen nur, was sie lesen dürfen, ohne Adressen.',
    logins: { password: PASSWORD_LOGIN },
  },
  jellyfin: {
    about: 'Verbundene Apps eines Jellyfin-Medienservers. Wird eine beendet, ist ihr ganzes Gerät abgemeldet.',
    activity: 'die jüngste Anfrage der App',
    coverage:
      'Apps, die sich seit dem Start des Servers gemeldet haben. Geräte, die angemeldet sind, aber seither nicht gesehen wurden, fehlen. Einen Zeitpunkt der Anmeldung gibt es nicht.',
    terminateMeans:
      'Das Gerät wird abgemeldet, mit allen Benutzern, die darauf angemeldet sind, nicht nur dem in der Zeile; was es abspielt, hält an. Alle müssen sich neu anmelden.',
    known:
      'Der Quelltext von Jellyfin, 10.11 und 12. Eine App, die verbunden, aber nicht angemeldet ist, lässt sich nicht beenden: Die Antwort ist, dass es ein solches Gerät nicht gibt.',
    supply: 'Ein API-Schlüssel aus dem Dashboard. Er darf alles; einen kleineren hat Jellyfin nicht.',
    inputs: {
      version: {
        label: 'Version',
        help: 'Ab 12.0 werden mehrere Geräte mit einer Anfrage abgemeldet.',
        choices: { '10': '10', '12': '12 oder neuer' },
      },
    },
  },
  jenkins: {
    name: 'Jenkins (einen Benutzer abmelden)',
    about: 'Jenkins kann Sitzungen nicht auflisten. Alle Sitzungen eines Benutzers lassen sich über seine ID beenden.',
    activity: 'nicht angegeben',
    coverage: 'Keine Sitzung steht in der Liste: Jenkins führt keine. Auch was eine Abmeldung beendet hat, ist nicht zu sehen.',
    terminateMeans: 'Alle Browser-Sitzungen des Benutzers sind mit ihrer nächsten Anfrage abgemeldet. Seine API-Token bleiben gültig.',
    known: 'Der Quelltext von Jenkins. Die Adresse der Anfrage stammt von dort und wurde nicht an einem laufenden Server versucht.',
    supply:
      'ID und API-Token (nicht das Passwort) eines Benutzers mit „Overall/Administer“. Wo „user seed“ ausgeschaltet ist, lautet die Antwort, dass es so etwas nicht gibt.',
  },
  jupyterhub: {
    about: 'Die API- und OAuth-Token aller Benutzer eines JupyterHub, über seine REST-API.',
    activity: 'die jüngste Anfrage mit dem Token, so oft der Hub sie aufschreibt',
    coverage:
      'Nur Token: von Anwendungen, Notebook-Servern und Skripten. Anmeldungen mit Browser-Cookie stehen nicht in der Liste. Eine Adresse gibt es nicht; die Spalte „User-Agent“ zeigt die Notiz des Tokens.',
    terminateMeans:
      'Das Token gilt ab der nächsten Anfrage nicht mehr. Ein laufender Notebook-Server läuft weiter, und der Benutzer kann ein neues Token verlangen.',
    known: 'Der Quelltext von JupyterHub und ein laufender Hub 3.0. Vor 5.0 sagt er nicht, welches Token das von Rollcall ist.',
    supply: 'Ein Token eines Dienstes oder Administrators mit den Scopes list:users und read:tokens; zum Beenden auch tokens.',
  },
  keycloak: {
    about: 'Die Sitzungen eines Keycloak-Realms, online und offline, über seine Admin-REST-API.',
    activity: 'die jüngste Anmeldung oder Token-Erneuerung einer Anwendung, die die Sitzung benutzt',
    coverage:
      'Ein Realm. Sitzungen, die keine Anwendung benutzt, stehen nicht in der Liste. Einen User-Agent gibt es nicht; die Spalte „Projekt“ nennt die Anwendungen.',
    terminateMeans:
      'Die Sitzung endet, und ihre Refresh-Token gelten nicht mehr. Ausgegebene Access-Token bleiben gültig, bis sie ablaufen, meist Minuten. Das Abmelden eines Benutzers beendet seine Online-Sitzungen; Offline-Sitzungen werden einzeln beendet.',
    known:
      'Quelltext und API-Beschreibung von Keycloak, Versionen 23 bis 26. Vor 24.0.2 lässt sich eine Offline-Sitzung nicht einzeln beenden: Die Antwort ist, dass es keine gibt.',
    supply:
      'Ein Konto mit view-realm, view-clients und view-users von realm-management; zum Beenden auch manage-users. Ein Dienstkonto braucht dieselben Rollen.',
    inputs: {
      realm: { label: 'Realm', help: 'Der Realm, dessen Sitzungen aufgelistet werden, so wie er in seiner Adresse steht.' },
      signInRealm: {
        label: 'Realm der Anmeldung',
        help: 'Wo der Administrator oder das Dienstkonto zu Hause ist: master oder der Realm selbst.',
      },
    },
    logins: {
      password: { name: 'Benutzername und Passwort des Administrators', usernameLabel: 'Benutzername', secretLabel: 'Passwort' },
      'client-credentials': { ...CLIENT_LOGIN, name: 'Client-ID und Secret eines Dienstkontos' },
    },
  },
  'lasernet-keep': {
    about:
      'Lasernet Keep 11 und seine REST-API, mit einem API-Schlüssel. Der Pfad der Liste und die Namen der Felder stehen in Keep selbst auf der Seite „REST API documentation“.',
    activity: 'was Keep als Aktivität einer Sitzung zählt',
    coverage:
      'Jede Verbindung zu Keep ist eine Sitzung. Eine Anfrage mit API-Schlüssel ist es nur, solange sie dauert; Anbindungen mit Schlüssel sind darum kaum je zu sehen.',
    terminateMeans:
      'Der Benutzer oder Client wird von Keep abgemeldet und landet auf der Anmeldeseite, sobald er weitermacht. Um jemanden auszusperren, schalten Sie in Keep die Anmeldung des Benutzers ab.',
    known:
      'Die Spalten, die drei Sitzungstypen, und dass es eine REST-API mit API-Schlüsseln gibt. Pfade, der Name des Headers, Feldnamen und Codes stehen nur im Produkt, auf der Seite „REST API documentation“.',
    supply:
      'Ein API-Schlüssel, den ein Keep-Administrator anlegt und der einmal angezeigt wird; von der API-Seite in Keep der Name des Headers, der Pfad der Liste und die Feldnamen. Gelöscht wird, so die Annahme, unter dem Pfad der Liste mit der ID dahinter.',
    inputs: {
      ownUser: {
        label: 'Benutzer, dem der API-Schlüssel gehört',
        help: 'Keep lässt niemanden Sitzungen des eigenen Benutzers löschen; Rollcall schützt sie ebenso.',
      },
    },
  },
  'matrix-authentication-service': {
    about:
      'Browser-Anmeldungen, Anwendungen, Matrix-Geräte und persönliche Token aller Benutzer eines Matrix Authentication Service, über seine Admin-API.',
    activity: 'die jüngste Anfrage mit der Sitzung, alle paar Minuten aufgeschrieben',
    coverage:
      'Alle vier Arten von Sitzungen, die nicht beendet sind. Was eine Person an einem Gerät getan hat, kann eine Browser-Anmeldung und eine Anwendungssitzung sein.',
    terminateMeans:
      'Die Sitzung ist beendet, ihre Token gelten nicht mehr, und ein zugehöriges Matrix-Gerät wird vom Homeserver entfernt. Das Beenden einer Browser-Anmeldung lässt die Anwendungen bestehen, die daraus hervorgingen.',
    known:
      'Die API-Beschreibung des Dienstes vom August 2026. Außer dem Sperren des Benutzers hat er keine Anfrage, die alle Sitzungen eines Benutzers beendet.',
    supply:
      'Ein Client aus der Konfiguration des Dienstes selbst, der mit Client-Credentials den Scope urn:mas:admin haben darf, und die für diesen Listener eingeschaltete Admin-API.',
    inputs: {
      personal: {
        label: 'Persönliche Token',
        help: 'Versionen vor 1.6 haben keine und antworten, dass es die Seite nicht gibt.',
        choices: { yes: 'Auch auflisten', no: 'Weglassen' },
      },
    },
    logins: { 'client-credentials': CLIENT_LOGIN },
  },
  mattermost: {
    about: 'Angemeldete Browser, Apps und Access-Token aller Benutzer eines Mattermost-Servers.',
    activity: 'die jüngste Anfrage mit der Sitzung, in Schritten von fünf Minuten',
    coverage:
      'Browser, Apps, Bots und Access-Token, die benutzt wurden. Eine Adresse gibt es nicht. Nach jedem Benutzer wird mit einer eigenen Anfrage gefragt.',
    terminateMeans:
      'Der Browser oder die App ist mit der nächsten Anfrage abgemeldet und muss sich neu anmelden. Ein persönliches Access-Token macht eine neue Sitzung, wenn es wieder benutzt wird.',
    known: 'Quelltext und API-Referenz von Mattermost.',
    supply:
      'Ein Access-Token oder das Passwort eines Systemadministrators. Mit dem Recht, andere Benutzer zu bearbeiten, kann man Sitzungen sehen und auch beenden.',
    inputs: {
      ownUser: {
        label: 'Ihr eigener Benutzername',
        help: 'Daran werden Ihre eigenen Sitzungen erkannt, weil Mattermost sie nicht kennzeichnet. Nötig mit einem Access-Token.',
      },
    },
    logins: { password: PASSWORD_LOGIN },
  },
  okta: {
    name: 'Okta (einen Benutzer abmelden)',
    about: 'Okta kann Sitzungen nicht auflisten. Alle Okta-Sitzungen eines Benutzers lassen sich über seinen Login oder seine ID beenden.',
    activity: 'nicht angegeben',
    coverage: 'Keine Sitzung steht in der Liste: Okta hat dafür keine Anfrage. Auch was eine Abmeldung beendet hat, ist nicht zu sehen.',
    terminateMeans:
      'Alle Okta-Sitzungen des Benutzers enden, und er muss sich neu anmelden. Eigene Sitzungen von Anwendungen laufen weiter, bis diese bei Okta nachfragen.',
    known: 'Die API-Beschreibung von Okta vom Juni 2026.',
    supply:
      'Ein API-Token eines Administrators, der Sitzungen von Benutzern löschen darf. Mit einem Access-Token, das den Scope okta.users.manage hat, schreiben Sie Bearer statt SSWS.',
    inputs: {
      oauthTokens: { label: 'Token von Anwendungen', choices: { false: 'Behalten', true: 'Ebenfalls widerrufen' } },
    },
  },
  'ory-kratos': {
    about: 'Sitzungen aller Identitäten eines Ory-Kratos-Servers oder eines Ory-Network-Projekts, über die Admin-API.',
    activity: 'nicht angegeben',
    coverage:
      'Alle aktiven Sitzungen. Der Benutzer ist der Benutzername, die E-Mail oder der Name der Identität, je nachdem, was ihre Traits enthalten; enthalten sie nichts davon, ihre ID.',
    terminateMeans:
      'Die Sitzung ist nicht mehr aktiv, und ihre nächste Prüfung schlägt fehl; Anwendungen mit eigenen Token merken es später. Das Beenden aller Sitzungen eines Benutzers löscht sie.',
    known: 'Der Quelltext von Ory Kratos vom Juli 2026.',
    supply:
      'Die Adresse der Admin-API, die Kratos selbst durch nichts schützt: Erreichen Sie sie von innen. Für Ory Network ein API-Schlüssel im Header Authorization, als Bearer.',
    inputs: {
      bulk: {
        label: 'Mehrere Sitzungen mit einer Anfrage',
        help: 'Server, die nach dem Mai 2026 gebaut wurden, können das; Ausgaben bis 26.2 nicht.',
        choices: { no: 'Nein, eine nach der anderen', yes: 'Ja' },
      },
    },
  },
  rabbitmq: {
    about: 'Client-Verbindungen eines RabbitMQ-Brokers oder -Clusters, über sein Management-Plugin.',
    activity: 'nicht angegeben',
    coverage:
      'Offene Client-Verbindungen (AMQP, MQTT, Streams), nicht Anmeldungen an der Verwaltungsseite. Die Spalte „Projekt“ ist der virtuelle Host.',
    terminateMeans:
      'Die Verbindung wird sofort geschlossen, und ihr Client erfährt den Grund. Ihr Passwort gilt weiter, und die meisten Clients verbinden sich von selbst neu. Sie steht vielleicht noch eine Sekunde in der Liste.',
    known: 'Der Quelltext von RabbitMQ und ein laufender Broker 3.10.',
    supply: 'Ein Benutzer mit dem Tag monitoring, um alle Verbindungen zu sehen, oder administrator, um die anderer zu schließen.',
  },
  'spring-boot-actuator': {
    name: 'Spring Boot (Sitzungen über Actuator)',
    about: 'Sitzungen benannter Benutzer einer Spring-Boot-Anwendung mit Spring Session, über ihren Endpunkt „sessions“.',
    activity: 'die jüngste Anfrage der Sitzung',
    coverage:
      'Nur Sitzungen der genannten Benutzer. Weder Adresse noch User-Agent sind bekannt. Die ID ist, was im Cookie des Browsers steht; darum wird an ihrer Stelle ein Fingerabdruck gezeigt.',
    terminateMeans:
      'Die Sitzung wird aus dem Speicher gelöscht, und der Benutzer muss sich bei der nächsten Anfrage neu anmelden. Remember-me-Cookies und Token bleiben gültig.',
    known:
      'Quelltext und Dokumentation von Spring Boot. Das Beenden einer Sitzung, die schon weg ist, wird als Erfolg beantwortet; erst das nächste Lesen zeigt es.',
    supply:
      'Eine Anwendung mit indiziertem Sitzungsspeicher, die den Endpunkt „sessions“ über HTTP anbietet, und ein Konto, das ihn nach ihren Sicherheitsregeln benutzen darf, auch mit DELETE.',
    inputs: {
      users: {
        label: 'Benutzernamen',
        help: 'Wessen Sitzungen aufgelistet werden. Die Anwendung listet Sitzungen nur nach Benutzernamen auf; andere bleiben darum ungesehen.',
      },
      base: { label: 'Pfad der Endpunkte', help: 'Was in management.endpoints.web.base-path steht.' },
    },
  },
  synapse: {
    about:
      'Geräte aller lokalen Benutzer eines Matrix-Homeservers, über die Admin-API von Synapse. Mit dem Matrix Authentication Service fügen Sie stattdessen diesen hinzu.',
    activity: 'die jüngste Anfrage des Geräts, ein paar Minuten verspätet',
    coverage:
      'Geräte lokaler Benutzer, die nicht deaktiviert sind; Gäste sind ausgelassen. Einen Zeitpunkt der Anmeldung gibt es nicht. Nach jedem Benutzer wird mit einer eigenen Anfrage gefragt.',
    terminateMeans:
      'Das Access-Token des Geräts gilt nicht mehr, und das Gerät wird mit seinen Schlüsseln gelöscht: Verschlüsselte Nachrichten, die nur dieses Gerät lesen konnte, können für den Benutzer verloren sein.',
    known:
      'Dokumentation und Quelltext von Synapse. Das Beenden eines Geräts, das schon weg ist, wird als Erfolg beantwortet; erst das nächste Lesen zeigt es.',
    supply: 'Das Access-Token eines Serveradministrators. Die Pfade unter /_synapse/admin sind oft nur von innen erreichbar.',
  },
  technitium: {
    about: 'Anmeldungen und API-Token der Konsole eines Technitium DNS Server.',
    activity: 'die jüngste Anfrage mit der Sitzung',
    coverage: 'Anmeldungen an der Konsole und API-Token. Einen Zeitpunkt der Anmeldung gibt es nicht.',
    terminateMeans:
      'Das Token der Sitzung gilt ab der nächsten Anfrage nicht mehr. Ein beendetes API-Token ist endgültig gelöscht, und was es benutzt, funktioniert nicht mehr.',
    known: 'API-Dokumentation und Quelltext von Technitium. Was schiefging, steht im Inhalt der Antwort, nicht in ihrem Status.',
    supply: 'Ein Benutzer ab Version 15, ohne zweiten Faktor, der „Administration“ ansehen darf; zum Beenden von Sitzungen auch löschen.',
    logins: { password: PASSWORD_LOGIN },
  },
  tomcat: {
    about: 'Sitzungen der Webanwendungen eines Tomcat (9, 10 oder 11), über seine Manager-Anwendung.',
    activity: 'die letzte Anfrage mit der Sitzung',
    coverage:
      'Sitzungen eines Tomcat, Anwendung für Anwendung; die der anderen Knoten eines Clusters sind nicht zu sehen. Benutzernamen kennt nur der HTML-Manager, und nur wo die Anwendung ihre Benutzer über Tomcat oder ein ihm bekanntes Framework anmeldet; Adressen und Browser kennt keiner von beiden.',
    terminateMeans:
      'Die Sitzung ist weg, mit allem, was die Anwendung darin aufbewahrt hat. Die nächste Anfrage des Benutzers bekommt eine neue Sitzung, meist also die Anmeldeseite.',
    known: 'Gemessen an Tomcat 10.1 und gelesen im Quelltext von 9, 10 und 11.',
    supply:
      'Ein Benutzer des Tomcat-Managers mit der Rolle manager-gui (Namen und Zeiten), manager-jmx (genaue Zeiten, keine Namen) oder beiden. Beide Rollen dürfen alles, was der Manager kann; ein kleineres Recht gibt es nicht. Der Manager antwortet meist nur diesem Rechner.',
    inputs: {
      contexts: {
        label: 'Anwendungen',
        help: 'Kontextpfade wie /examples, einer je Zeile; / ist die Wurzelanwendung. Ohne Angabe werden alle Anwendungen gelesen.',
      },
      manager: {
        label: 'Pfad des Managers',
        help: 'Unterhalb der Adresse des Servers; ändern Sie ihn nur, wo der Manager unter einem anderen Namen installiert ist.',
      },
      host: {
        label: 'Virtueller Host',
        help: 'Nur wo ein Tomcat mehrere hat: der Name des zu lesenden, wie er in server.xml steht.',
      },
    },
  },
  zitadel: {
    about: 'Sitzungen einer Zitadel-Instanz, über die Session-API v2.',
    activity: 'die letzte Änderung der Sitzung, zum Beispiel die Prüfung eines weiteren Faktors',
    coverage:
      'Sitzungen der Session-API und von Login V2, nicht die des gehosteten Login V1. Server von vor 2025 zeigen nur, was der fragende Benutzer selbst angelegt hat. Abgelaufene Sitzungen sind ausgelassen.',
    terminateMeans:
      'Die Sitzung wird gelöscht, und ihr Token wird nicht mehr angenommen. Token, die Anwendungen bekommen haben, bleiben gültig, bis sie ablaufen.',
    known: 'Quelltext und Dokumentation von Zitadel.',
    supply: 'Ein persönliches Access-Token eines Dienstbenutzers mit dem Recht session.read und, um Sitzungen zu beenden, session.delete.',
  },
}
