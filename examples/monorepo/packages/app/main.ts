import { product } from '@example/catalog'

console.log(JSON.stringify([await product(1), await product(1), await product(2)]))
