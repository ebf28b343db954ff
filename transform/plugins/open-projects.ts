import { hostProject, isOutdated, type HostProject, type UseCacheOptions } from './host-project.ts'

/** For hosts that come file by file: a project is opened at its first one, and again when its configuration was edited. */
export function openProjects(): (root: string, options?: UseCacheOptions) => HostProject {
  const known = new Map<string, HostProject>()
  return (root, options = {}) => {
    const key = `${root}\0${JSON.stringify(options)}`
    let project = known.get(key)
    if (project === undefined || isOutdated(project)) known.set(key, (project = hostProject(root, options, false)))
    return project
  }
}
