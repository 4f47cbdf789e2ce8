import { ORPCError } from '@orpc/client'
import { type Problem, problemSchema } from '../../shared/errors.ts'
import { t } from '../../shared/language/language.ts'

/** What to show for anything a call rejected with. Defects carry no text of their own, so they get one sentence that says so. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && error.code === 'PROBLEM') {
    const problem = problemSchema.safeParse(error.data)
    if (problem.success) return problem.data
  }
  if (error instanceof ORPCError && error.code === 'BAD_REQUEST') {
    return {
      code: 'bad-input',
      message: t('link.notAccepted'),
      next: t('link.notAcceptedNext'),
      technical: issuesOf(error.data),
    }
  }
  return {
    code: 'service-down',
    message: t('link.defect'),
    next: t('link.defectNext'),
    technical: error instanceof Error ? `${error.name}: ${error.message}` : undefined,
  }
}

function issuesOf(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null || !('issues' in data) || !Array.isArray(data.issues)) return undefined
  return data.issues
    .map(
      (issue: { message?: unknown; path?: unknown }) =>
        `${Array.isArray(issue.path) ? issue.path.join('.') : ''}: ${String(issue.message)}`,
    )
    .join('; ')
    .slice(0, 200)
}
