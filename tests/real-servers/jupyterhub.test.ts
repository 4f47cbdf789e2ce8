import { jupyterhubMissing, startJupyterhub } from './jupyterhub.ts'
import { promises } from './promises.ts'

promises({
  name: 'JupyterHub',
  missing: jupyterhubMissing(),
  start: startJupyterhub,
  profileId: 'jupyterhub',
  auth: () => ({ kind: 'header', name: 'Authorization', template: 'token {secret}' }),
  shown: (user) => user,
  // It keeps no address; the note of a token is where its client can say what it is.
  given: ({ userAgent }) => ({ address: null, userAgent, type: 'JupyterHub' }),
  times: ['createdAt', 'lastActiveAt', 'expiresAt'],
  gone: 'not-found',
  own: [],
  pages: true,
  views: true,
  together: false,
  endsUsers: false,
})
