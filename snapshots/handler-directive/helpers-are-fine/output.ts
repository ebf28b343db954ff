import { define as $define, run as $run, mark as $mark } from "use-cache/abi"; var $c0, $c1; $mark(getProducts); import { cacheLife } from 'next/cache'

export async function GET(request: Request) {
  const inline = $mark(($0) => $run($c0 ??= $define("app/api/products/route.ts#GET.inline"), [$0], async (url: string) => {

    return url.length
  }), "inline")
  const products = await getProducts()
  return Response.json([products, await inline(request.url)])
}

function getProducts() { return $run($c1 ??= $define("app/api/products/route.ts#getProducts"), [], async function () {

  cacheLife('hours')
  return ['tea']
}) }
