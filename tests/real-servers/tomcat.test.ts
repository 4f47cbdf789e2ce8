import { promises } from './promises.ts'
import { startTomcat, tomcatMissing } from './tomcat.ts'

promises({
  name: 'Tomcat',
  missing: tomcatMissing(),
  start: startTomcat,
  profileId: 'tomcat',
  auth: ({ user }) => ({ kind: 'basic', username: user ?? '' }),
  shown: (user) => user,
  // Tomcat keeps neither the address nor the program of a session.
  given: () => ({}),
  times: ['createdAt', 'lastActiveAt', 'expiresAt'],
  gone: 'accepted',
  own: [],
  pages: false,
  endsUsers: false,
})
