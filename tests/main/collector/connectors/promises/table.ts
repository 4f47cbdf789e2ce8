import { SESSIONS_PATH as KEEP_SESSIONS } from '../../../../../src/main/practice/keep/paths.ts'
import { LOGIN_PATH as PURE_LOGIN, SESSIONS_PATH as PURE_SESSIONS } from '../../../../../src/main/practice/pure/paths.ts'
import {
  LOGOUT_ALL_PATH,
  HOME_PATH as REEF_HOME,
  LOGIN_PATH as REEF_LOGIN,
  SESSIONS_PATH as REEF_SESSIONS,
} from '../../../../../src/main/practice/reef/paths.ts'
import type { Capabilities } from '../../../../../src/shared/server.ts'
import { authentik } from '../../../../doubles/authentik.ts'
import { betterAuth } from '../../../../doubles/better-auth.ts'
import { grafana } from '../../../../doubles/grafana.ts'
import { guacamole } from '../../../../doubles/guacamole.ts'
import { jellyfin } from '../../../../doubles/jellyfin.ts'
import { jenkins } from '../../../../doubles/jenkins.ts'
import { jupyterhub } from '../../../../doubles/jupyterhub.ts'
import { KEYCLOAK_OWN, keycloak } from '../../../../doubles/keycloak.ts'
import { matrixAuthenticationService } from '../../../../doubles/matrix-authentication-service.ts'
import { mattermost } from '../../../../doubles/mattermost.ts'
import { okta } from '../../../../doubles/okta.ts'
import { oryKratos } from '../../../../doubles/ory-kratos.ts'
import { rabbitmq } from '../../../../doubles/rabbitmq.ts'
import { springBootActuator } from '../../../../doubles/spring-boot-actuator.ts'
import { synapse } from '../../../../doubles/synapse.ts'
import { TECHNITIUM_OWN, technitium } from '../../../../doubles/technitium.ts'
import type { LiveSession } from '../../../../doubles/world.ts'
import { zitadel } from '../../../../doubles/zitadel.ts'
import type { Meaning } from './answers.ts'
import { ADMIN_PAGE, adminPage } from './pages.ts'
import { ofPractice } from './practice.ts'
import { ofDouble, type Stage } from './stage.ts'
import { tomcat } from './tomcat.ts'

/** One connector of the catalogue, and what the promises must know of its system. */
export interface Subject {
  readonly profileId: string
  /** Which of several ways to the same system. */
  readonly way?: string
  start(): Promise<Stage>
  /** `any` text, or why its ids are not. */
  readonly ids: 'any' | { readonly onlyBecause: string }
  readonly own: Capabilities['ownSession']
  /** What it says when a session is ended that is gone; null where single ones can't be ended. */
  readonly gone: 'not-found' | 'accepted' | null
  /** The same for a user who has no sessions; null where users can't be logged out. */
  readonly nobody: 'not-found' | 'accepted' | 'failed' | null
  /** Sessions that stay when their user is logged out. */
  readonly stays?: (session: object) => boolean
  /** Whose sessions alone can be seen, where they are not all. */
  readonly seesOnly?: string
  /** Names of users that the system itself does not take. */
  readonly refusesNames?: RegExp
  /** What certain answers mean there otherwise than everywhere, and why. */
  readonly differs?: Readonly<Record<string, { readonly means: Partial<Meaning>; readonly why: string }>>
}

/** Logging out is for online sessions only; that is what the facts say. */
function isOffline(session: object): boolean {
  return (session as LiveSession).kind === 'offline'
}

type Differs = NonNullable<Subject['differs']>

const PAGES: Differs = {
  'a broken body': { means: { read: 'wrong-shape', end: 'no-answer wrong-shape' }, why: 'pages are no JSON' },
  'a login page': {
    means: { read: 'sign-in-failed', end: 'no-answer login-page' },
    why: 'to read, signing in again is tried once; after a press, nobody knows what became of it',
  },
}

const ONE_ROAD: Differs = {
  '404': { means: { read: ['no-right', 'not-found'] }, why: 'of the ways into the manager, one that is closed by 403 says more' },
}

const MANAGER: Differs = {
  ...ONE_ROAD,
  'a broken body': { means: { read: 'wrong-shape', end: 'no-answer wrong-shape' }, why: 'pages are no JSON' },
  'a login page': { means: { read: 'wrong-shape' }, why: 'the manager’s sign-in has no page' },
}

const PROXY: Differs = {
  'a broken body': { means: { read: 'server-error', end: 'failed server-error' }, why: 'an answer is OK, or it is a failure' },
  'a login page': { means: { read: 'server-error', end: 'failed server-error' }, why: 'an answer is OK, or it is a failure' },
}

export const SUBJECTS: readonly Subject[] = [
  {
    profileId: ADMIN_PAGE.id,
    way: 'a saved page profile',
    start: adminPage,
    ids: 'any',
    own: 'none',
    gone: 'not-found',
    nobody: null,
    differs: {
      ...PAGES,
      'a login page': { means: { end: 'no-answer login-page' }, why: 'after a press, nobody knows what became of it' },
    },
  },
  {
    profileId: 'admin-sessions',
    start: ofPractice(
      'practice-admin',
      [
        { on: 'GET /api/admin/sessions', purpose: 'list' },
        { on: 'DELETE /api/admin/sessions', purpose: 'end-user' },
        { on: 'DELETE /api/admin/sessions/:id', purpose: 'end-one' },
      ],
      true,
    ),
    ids: 'any',
    own: 'flag',
    gone: 'not-found',
    nobody: 'accepted',
    refusesNames: /[^\w.@\\-]/,
  },
  {
    profileId: 'lasernet-keep',
    start: ofPractice(
      'practice-keep',
      [
        { on: `GET ${KEEP_SESSIONS}`, purpose: 'list' },
        { on: `DELETE ${KEEP_SESSIONS}/:id`, purpose: 'end-one' },
      ],
      true,
    ),
    ids: 'any',
    own: 'username',
    gone: 'not-found',
    nobody: null,
  },
  {
    profileId: 'digital-reef',
    start: ofPractice(
      'practice-reef',
      [
        { on: `GET ${REEF_LOGIN}`, purpose: 'sign-in' },
        { on: `POST ${REEF_LOGIN}`, purpose: 'sign-in' },
        { on: `GET ${REEF_HOME}`, purpose: 'sign-in' },
        { on: `GET ${REEF_SESSIONS}`, purpose: 'list' },
        { on: `POST ${LOGOUT_ALL_PATH}`, purpose: 'end-user' },
      ],
      false,
    ),
    ids: { onlyBecause: 'its rows have no id, and single sessions can’t be ended' },
    own: 'username',
    gone: null,
    nobody: 'not-found',
    differs: PAGES,
  },
  {
    profileId: 'elsevier-pure',
    start: ofPractice(
      'practice-pure',
      [
        { on: `GET ${PURE_LOGIN}`, purpose: 'sign-in' },
        { on: `POST ${PURE_LOGIN}`, purpose: 'sign-in' },
        { on: 'GET /admin/workspace', purpose: 'sign-in' },
        { on: `GET ${PURE_SESSIONS}`, purpose: 'list' },
      ],
      false,
    ),
    ids: { onlyBecause: 'its rows have no id, and nothing can be ended' },
    own: 'username',
    gone: null,
    nobody: null,
    differs: PAGES,
  },
  {
    profileId: 'keycloak',
    start: ofDouble(keycloak, { own: { id: KEYCLOAK_OWN } }),
    ids: 'any',
    own: 'compared',
    gone: 'not-found',
    nobody: 'not-found',
    stays: isOffline,
  },
  {
    profileId: 'keycloak',
    way: 'as a service account',
    start: ofDouble(keycloak, { auth: { kind: 'login', login: 'client-credentials', username: 'robot' } }),
    ids: 'any',
    own: 'compared',
    gone: 'not-found',
    nobody: 'not-found',
    stays: isOffline,
  },
  { profileId: 'authentik', start: ofDouble(authentik), ids: 'any', own: 'none', gone: 'not-found', nobody: 'accepted' },
  { profileId: 'ory-kratos', start: ofDouble(oryKratos), ids: 'any', own: 'none', gone: 'not-found', nobody: 'not-found' },
  { profileId: 'zitadel', start: ofDouble(zitadel), ids: 'any', own: 'none', gone: 'not-found', nobody: null },
  {
    profileId: 'grafana',
    start: ofDouble(grafana),
    ids: { onlyBecause: 'Grafana numbers its sign-ins' },
    own: 'none',
    gone: 'not-found',
    nobody: 'not-found',
  },
  {
    profileId: 'better-auth',
    way: 'by bearer',
    start: ofDouble(betterAuth, { own: { id: 'own-session', user: 'root' } }),
    ids: 'any',
    own: 'compared',
    // A session that is not listed has no token by which it could be ended.
    gone: 'not-found',
    nobody: 'accepted',
  },
  {
    profileId: 'better-auth',
    way: 'by cookie',
    start: ofDouble(betterAuth, {
      auth: { kind: 'login', login: 'cookie', username: 'root@example.test' },
      own: { id: 'own-session', user: 'root' },
    }),
    ids: 'any',
    own: 'compared',
    gone: 'not-found',
    nobody: 'accepted',
    differs: {
      'a login page': {
        means: { read: 'sign-in-failed', end: 'no-answer login-page' },
        why: 'a cookie that no longer counts is often answered so: to read, signing in again is tried once; what acts is not sent again',
      },
    },
  },
  { profileId: 'rabbitmq', start: ofDouble(rabbitmq), ids: 'any', own: 'none', gone: 'not-found', nobody: 'accepted' },
  { profileId: 'jupyterhub', start: ofDouble(jupyterhub), ids: 'any', own: 'compared', gone: 'not-found', nobody: null },
  {
    profileId: 'synapse',
    start: ofDouble(synapse, { own: { id: 'OWN', user: 'admin' } }),
    ids: 'any',
    own: 'compared',
    gone: 'accepted',
    nobody: null,
  },
  {
    profileId: 'matrix-authentication-service',
    start: ofDouble(matrixAuthenticationService),
    ids: 'any',
    own: 'unknown',
    gone: 'not-found',
    nobody: null,
  },
  { profileId: 'mattermost', start: ofDouble(mattermost), ids: 'any', own: 'username', gone: 'not-found', nobody: 'accepted' },
  {
    profileId: 'guacamole',
    start: ofDouble(guacamole, { several: /\/mysql(?:-shared)?\// }),
    ids: 'any',
    own: 'none',
    gone: 'accepted',
    nobody: null,
  },
  { profileId: 'jellyfin', start: ofDouble(jellyfin), ids: 'any', own: 'none', gone: 'not-found', nobody: null },
  {
    profileId: 'technitium',
    start: ofDouble(technitium, { own: { id: TECHNITIUM_OWN } }),
    ids: 'any',
    own: 'flag',
    gone: 'not-found',
    nobody: null,
  },
  {
    profileId: 'spring-boot-actuator',
    start: ofDouble(springBootActuator, { idIsSecret: true }),
    ids: 'any',
    own: 'username',
    gone: 'not-found',
    nobody: null,
    seesOnly: 'users whose names were given',
  },
  {
    profileId: 'okta',
    start: ofDouble(okta, { typed: 'email' }),
    ids: { onlyBecause: 'it lists no sessions' },
    own: 'none',
    gone: null,
    nobody: 'not-found',
  },
  {
    profileId: 'jenkins',
    start: ofDouble(jenkins),
    ids: { onlyBecause: 'it lists no sessions' },
    own: 'none',
    gone: null,
    nobody: 'not-found',
  },
  ...(['manager-gui', 'manager-jmx'] as const).map((road) => ({
    profileId: 'tomcat',
    way: road === 'manager-gui' ? 'by pages' : 'by JMX',
    start: tomcat([road]),
    ids: { onlyBecause: 'Tomcat makes ids of hexadecimal digits, and others are refused' },
    own: 'compared' as const,
    gone: 'not-found' as const,
    nobody: null,
    differs: road === 'manager-gui' ? MANAGER : { ...PROXY, ...ONE_ROAD },
  })),
  {
    profileId: 'tomcat',
    way: 'by pages and JMX',
    start: tomcat(['manager-gui', 'manager-jmx']),
    ids: { onlyBecause: 'Tomcat makes ids of hexadecimal digits, and others are refused' },
    own: 'compared',
    gone: 'not-found',
    nobody: null,
    differs: PROXY,
  },
]
