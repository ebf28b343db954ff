export default {
  // Not `cacheComponents`: handlers are then dynamic unless they say otherwise, as those of the others are.
  experimental: { useCache: true },
  cacheMaxMemorySize: 1024 ** 3,
  turbopack: { root: `${import.meta.dirname}/../..` },
  typescript: { ignoreBuildErrors: true },
}
