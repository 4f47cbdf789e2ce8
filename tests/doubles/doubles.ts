import { authentik } from './authentik.ts'
import { betterAuth } from './better-auth.ts'
import type { DoubleKind } from './double.ts'
import { grafana } from './grafana.ts'
import { guacamole } from './guacamole.ts'
import { jellyfin } from './jellyfin.ts'
import { jenkins } from './jenkins.ts'
import { jupyterhub } from './jupyterhub.ts'
import { keycloak } from './keycloak.ts'
import { matrixAuthenticationService } from './matrix-authentication-service.ts'
import { mattermost } from './mattermost.ts'
import { okta } from './okta.ts'
import { oryKratos } from './ory-kratos.ts'
import { rabbitmq } from './rabbitmq.ts'
import { springBootActuator } from './spring-boot-actuator.ts'
import { synapse } from './synapse.ts'
import { technitium } from './technitium.ts'
import { zitadel } from './zitadel.ts'

/** A double of every system that has a profile and none of whose servers the tests start. */
export const DOUBLES: readonly DoubleKind[] = [
  keycloak,
  authentik,
  oryKratos,
  zitadel,
  grafana,
  betterAuth,
  rabbitmq,
  jupyterhub,
  synapse,
  matrixAuthenticationService,
  mattermost,
  guacamole,
  jellyfin,
  technitium,
  springBootActuator,
  okta,
  jenkins,
]
