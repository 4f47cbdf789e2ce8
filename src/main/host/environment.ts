/** The environment of a service: without what would weaken TLS behind the program's back or load code into it. */
export function serviceEnvironment(): NodeJS.ProcessEnv {
  const { NODE_TLS_REJECT_UNAUTHORIZED: _tls, NODE_OPTIONS: _options, ELECTRON_RUN_AS_NODE: _run, ...rest } = process.env
  return rest
}
