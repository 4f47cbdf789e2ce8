import type { CatalogueEntry } from '../../../../shared/server.ts'

/** Apache Tomcat, as it is offered in the server dialog. */
export const TOMCAT: CatalogueEntry = {
  id: 'tomcat',
  name: 'Apache Tomcat',
  about: 'Sessions of the web applications of one Tomcat (9, 10 or 11), by its manager application.',
  kind: 'code',
  origin: 'built-in',
  auth: { kind: 'basic', username: 'admin' },
  logins: [],
  inputs: [
    {
      name: 'contexts',
      label: 'Applications',
      help: 'Context paths such as /examples, one per line; / is the root application. Without any, all applications are read.',
      kind: 'names',
      required: false,
    },
    {
      name: 'manager',
      label: 'Path of the manager',
      help: 'Below the server’s address; change it only where the manager was installed under another name.',
      kind: 'text',
      default: '/manager',
      required: false,
    },
    {
      name: 'host',
      label: 'Virtual host',
      help: 'Only where one Tomcat has several: the name of the one to read, as its server.xml names it.',
      kind: 'text',
      required: false,
    },
  ],
  defaults: {},
  fillIn: [],
  capabilities: {
    address: 'unknown',
    activity: 'the last request with the session',
    coverage:
      'Sessions of one Tomcat, application by application; those of a cluster’s other nodes are not seen. User names are only known to the HTML manager, and only where the application signs users in by Tomcat or by a framework it knows; addresses and browsers are known to neither.',
    terminateMeans:
      'The session is gone with all that the application kept in it. The user’s next request gets a new session, which mostly means the sign-in page.',
    known: 'Measured on Tomcat 10.1 and read in the code of 9, 10 and 11.',
    supply:
      'A user of Tomcat’s manager with the role manager-gui (names and times), manager-jmx (exact times, no names), or both. Both roles may do everything the manager can; there is no smaller right. The manager usually answers only to this machine.',
    list: true,
    terminateOne: true,
    terminateUser: false,
    ownSession: 'compared',
  },
}
