import { walkMethod } from './class.ts'
import { keyPlace } from './key.ts'
import type { ObjectLiteral, Property } from './tree.ts'
import { refer, type Walk } from './walk.ts'

export function walkObject(walk: Walk, { properties }: ObjectLiteral): void {
  for (const property of properties) walkProperty(walk, property)
}

function walkProperty(walk: Walk, property: Property): void {
  switch (property.type) {
    case 'Identifier':
      return refer(walk, property, { shorthand: true })
    case 'SpreadElement':
      return walk.visit(property.arguments)
    case 'KeyValueProperty':
      if (property.key.type === 'Computed') walk.visit(property.key.expression)
      return walk.visitIn(keyPlace(walk, property.key, 'proto'), property.value)
    case 'AssignmentProperty':
      return walk.visit(property.value)
    case 'MethodProperty':
      return walkMethod(walk, property, { key: property.key, shape: 'method', owner: 'object' })
    case 'GetterProperty':
      return walkMethod(walk, property.function, { key: property.key, shape: 'getter', owner: 'object' })
    case 'SetterProperty':
      return walkMethod(walk, property.function, { key: property.key, shape: 'setter', owner: 'object' })
  }
}
