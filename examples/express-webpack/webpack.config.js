export default {
  mode: 'production',
  target: 'node22',
  entry: './src/main.ts',
  devtool: 'source-map',
  experiments: { outputModule: true },
  output: { module: true, library: { type: 'module' }, chunkFormat: 'module', filename: '[name].mjs' },
  externalsType: 'module',
  externals: [/^use-cache/, 'express'],
  resolve: { extensions: ['.ts', '.js'] },
  module: {
    rules: [
      {
        test: /\.ts$/,
        loader: 'use-cache/swc-loader',
        options: { jsc: { target: 'es2024', parser: { syntax: 'typescript' } } },
      },
    ],
  },
}
