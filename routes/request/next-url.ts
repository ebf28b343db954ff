/** A request's URL. What Next.js adds for its own routing (`basePath`, locales, `buildId`) is there and empty. */
export class NextURL extends URL {
  get basePath(): string {
    return ''
  }

  get locale(): string {
    return ''
  }

  get defaultLocale(): undefined {
    return undefined
  }

  get domainLocale(): undefined {
    return undefined
  }

  get buildId(): undefined {
    return undefined
  }

  /** A copy; changing it changes nothing else. */
  clone(): NextURL {
    return new NextURL(this.href)
  }
}
