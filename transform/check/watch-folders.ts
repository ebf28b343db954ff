import { watch, type FSWatcher } from 'node:fs'
import { refusal } from './problem.ts'

export interface FolderWatch {
  /** Watches these folders from now on, and no others. Says why one of them can't be watched. */
  watch(folders: ReadonlySet<string>): string | undefined
  close(): void
}

/**
 * Calls `onChange` when a file or folder in one of the folders comes, goes or changes; not for what happens deeper. What has happened is for the
 * caller to find out: systems differ in what they tell.
 */
export function watchFolders(onChange: () => void): FolderWatch {
  const watchers = new Map<string, FSWatcher>()
  const forget = (folder: string): void => {
    watchers.get(folder)?.close()
    watchers.delete(folder)
  }
  return {
    watch(folders) {
      let failure: string | undefined
      for (const folder of watchers.keys()) if (!folders.has(folder)) forget(folder)
      for (const folder of folders) {
        if (watchers.has(folder)) continue
        try {
          const watcher = watch(folder, onChange)
          // A folder that was removed: its parent tells.
          watcher.on('error', () => forget(folder))
          watchers.set(folder, watcher)
        } catch (error) {
          failure ??= `${folder}: can't be watched: ${refusal(error)}`
        }
      }
      return failure
    },
    close() {
      for (const folder of watchers.keys()) forget(folder)
    },
  }
}
