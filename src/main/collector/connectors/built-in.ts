import adminSessions from './profiles/admin-sessions.json' with { type: 'json' }
import authentik from './profiles/authentik.json' with { type: 'json' }
import betterAuth from './profiles/better-auth.json' with { type: 'json' }
import digitalReef from './profiles/digital-reef.json' with { type: 'json' }
import elsevierPure from './profiles/elsevier-pure.json' with { type: 'json' }
import grafana from './profiles/grafana.json' with { type: 'json' }
import guacamole from './profiles/guacamole.json' with { type: 'json' }
import jellyfin from './profiles/jellyfin.json' with { type: 'json' }
import jenkins from './profiles/jenkins.json' with { type: 'json' }
import jupyterhub from './profiles/jupyterhub.json' with { type: 'json' }
import keycloak from './profiles/keycloak.json' with { type: 'json' }
import lasernetKeep from './profiles/lasernet-keep.json' with { type: 'json' }
import matrixAuthenticationService from './profiles/matrix-authentication-service.json' with { type: 'json' }
import mattermost from './profiles/mattermost.json' with { type: 'json' }
import okta from './profiles/okta.json' with { type: 'json' }
import oryKratos from './profiles/ory-kratos.json' with { type: 'json' }
import rabbitmq from './profiles/rabbitmq.json' with { type: 'json' }
import springBootActuator from './profiles/spring-boot-actuator.json' with { type: 'json' }
import synapse from './profiles/synapse.json' with { type: 'json' }
import technitium from './profiles/technitium.json' with { type: 'json' }
import zitadel from './profiles/zitadel.json' with { type: 'json' }

/** Every built-in profile as it stands in its file, in the order of the server dialog: one import and one entry each. */
export const BUILT_IN: readonly unknown[] = [
  adminSessions,
  lasernetKeep,
  digitalReef,
  elsevierPure,
  keycloak,
  authentik,
  oryKratos,
  zitadel,
  betterAuth,
  synapse,
  matrixAuthenticationService,
  mattermost,
  grafana,
  jupyterhub,
  rabbitmq,
  springBootActuator,
  guacamole,
  jellyfin,
  technitium,
  okta,
  jenkins,
]
