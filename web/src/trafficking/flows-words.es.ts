import type { SameKeys } from '../frame/same-keys.ts';
import type { flowsEn } from './flows-words.en.ts';

/** Texts of sources against time and place, of the first corridors and of ATF's tables, in Spanish. */
export const flowsEs: SameKeys<typeof flowsEn> = {
  'flowsBy.label': 'Columnas',
  'flowsBy.year': 'año de recuperación',
  'flowsBy.quarter': 'trimestre de recuperación',
  'flowsBy.city': 'ciudad de recuperación',
  'flowsBy.county': 'condado de recuperación',
  'flowsBy.district': 'distrito de recuperación',
  'flowsBy.incident-district': 'distrito del tiroteo',
  'flows.matrix': 'Orígenes por cuándo y dónde',
  'flows.source': 'Primera venta en',
  'flows.all': 'Todas',
  'flows.none': 'no registrado',
  'flows.untied': 'sin tiroteo vinculado',
  'flows.unknown': 'Origen no conocido',
  'flows.governments': 'De gobiernos y policía',
  'flows.counties': 'Condados de {state}',
  'flows.countyUnknown': 'condado no conocido',
  'flows.help':
    'Armas, cada una una vez, por su primer rastreo con origen. Un estado abre los condados de las licencias de sus comercios; un número, sus rastreos.',
  'flows.incidentHelp':
    'El distrito de los tiroteos vinculados al arma por balística y no retirados, por una pista o un acierto.',
  'flows.several': {
    one: '{n} arma está vinculada en varios distritos y figura en cada uno.',
    other: '{n} armas están vinculadas en varios distritos y figuran en cada uno.',
  },
  'flows.allRows': { one: 'Mostrar {n} estado más', other: 'Mostrar {n} estados más' },
  'flows.fewerRows': 'Mostrar solo los primeros estados',
  'flows.allColumns': { one: 'Mostrar {n} columna más', other: 'Mostrar {n} columnas más' },
  'flows.fewerColumns': 'Mostrar menos columnas',
  'flows.inColumn': '{source}, {column}',

  'top.title': 'Lo que tienen los primeros corredores',
  'top.none': 'De estos rastreos no se conoce ninguna arma vendida en otro estado.',
  'top.label': 'Cuántos estados',
  'top.first': { one: 'el primer estado', other: 'los primeros {n} estados' },
  'top.states': 'Juntos: {states}.',
  'top.ofOthers': 'De las armas de un estado distinto del de la recuperación:',
  'top.ofAll': 'De todas las de origen conocido:',
  'top.share': 'Su parte de lo que vino de otros estados',
  'top.chance': 'Solo por azar',
  'top.between': '{low} a {high}',
  'top.more': 'más que por azar',
  'top.fewer': 'menos que por azar',
  'top.notTold': 'ninguna diferencia señalada',
  'top.help':
    'Los estados son los primeros de todas las columnas juntas. Solo por azar: si las armas de una columna se sacaran de todas estas, 19 de 20 extracciones quedarían ahí. Se señala una diferencia donde, de todas las señaladas, se espera que a lo sumo {n} de 100 sean falsas. Lo comprado y recuperado junto difiere más a menudo.',

  'published.title': 'Junto a la tabla del estado de ATF',
  'published.noState':
    'El estado de la agencia no está firmado, así que ninguna tabla es la suya. Se fija en la página Ciudad.',
  'published.none': 'No hay ninguna tabla de ATF importada para {state}.',
  'published.noneHelp':
    'Entregue el libro de ATF «Source and Recovery States» de un año en la página Importaciones; en qué sentido está se lee del propio libro.',
  'published.noYear': 'Ningún año tiene a la vez la tabla de ATF y armas propias de origen conocido.',
  'published.years': 'Tablas de ATF: {years}.',
  'published.ownYears': 'Armas propias: {years}.',
  'published.nothing': 'ninguna',
  'published.year': 'Año',
  'published.source': 'Origen',
  'published.own': 'Propias',
  'published.atf': 'ATF, todo el estado',
  'published.parts': '{n} de {all}',
  'published.noUnknown': 'ATF no dice las de origen no conocido',
  'published.more': 'más que el estado',
  'published.fewer': 'menos que el estado',
  'published.notTold': 'ninguna diferencia señalada',
  'published.chance': 'Propias solo por azar',
  'published.drawn.published':
    'Solo por azar: si las armas propias se sacaran de las que ATF cuenta en el estado, entre las que están, 19 de 20 extracciones quedarían ahí.',
  'published.drawn.both':
    'Algunas cuentas propias son mayores que las de ATF, así que las propias no están todas entre ellas: el azar saca de ambas juntas. Compruebe si el año y el estado son los mismos.',
  'published.differ':
    'Dos poblaciones. La de ATF: lo que todas las agencias del estado pidieron rastrear, recuperado en ese año natural y rastreado hasta un origen el día de la consulta de ATF; cuántas no llegaron a ninguno no lo dice. Las propias: lo que esta agencia recuperó en el estado ese año (pedido ese año donde no consta el día) y de lo que tiene resultados hasta ahora. No se usan los filtros.',
  'published.leftOut':
    'Fuera de las propias: de gobiernos y policía {governments}, recuperadas en otro estado {elsewhere}.',
  'published.falseMost':
    'Se señala una diferencia donde, de todas las señaladas, se espera que a lo sumo {n} de 100 sean falsas (prueba exacta de Fisher; Benjamini y Hochberg).',
  'published.allRows': { one: 'Mostrar {n} origen más', other: 'Mostrar {n} orígenes más' },

  'filter.incidentLabel': 'Distrito de un tiroteo vinculado',
  'filter.incidentAll': 'vinculadas a algún tiroteo o a ninguno',
  'filter.incidentNone': 'tiroteo en ningún distrito registrado',
  'filter.incidentUntied': 'vinculadas a ningún tiroteo',
  'filter.incident': 'tiroteo en {district}',
  'measure.usedWhereRecovered': 'Vinculada a un tiroteo en el distrito de la recuperación',
  'opened.months': 'recuperadas de {from} a {to}',
  'opened.column': '{by}: {column}',
  'opened.year': 'recuperadas o pedidas en {year}',
};
