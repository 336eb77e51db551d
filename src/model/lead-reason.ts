/** Reasons of leads are kept in English, as they were found; here each is said in Spanish. */
const patterns: readonly (readonly [RegExp, string])[] = [
  [
    /^(\d+) of (\d+) traced firearms? under three years; ([\d.]+) were to be expected of so many$/,
    '$1 de $2 armas rastreadas en menos de tres años; de tantas se esperaban $3',
  ],
  [
    /^(\d+) recovered firearms were sold at one show: (.+)$/,
    '$1 armas recuperadas se vendieron en una misma feria: $2',
  ],
  [
    /^(\d+) recovered firearms of one make and model with the serial number made unreadable: (.+)$/,
    '$1 armas recuperadas de igual marca y modelo con el número de serie borrado: $2',
  ],
  [
    /^(\d+) recovered firearms of one make and model with the serial number made unreadable in one way: (.+)$/,
    '$1 armas recuperadas de igual marca y modelo con el número de serie borrado de la misma manera: $2',
  ],
  [
    /^(\d+) recovered firearms without a serial number made from one kit: (.+)$/,
    '$1 armas recuperadas sin número de serie hechas con un mismo kit: $2',
  ],
  [
    /^(\d+) of (\d+) firearms? of one theft from a dealer or a carrier recovered(; .+)?$/,
    '$1 de $2 armas de un mismo robo a un comerciante o transportista, recuperadas$3',
  ],
  [/^(\d+) of (\d+) firearms? of one theft recovered(; .+)?$/, '$1 de $2 armas de un mismo robo, recuperadas$3'],
  [
    /^Recovered within (\d+) days of its sale and tied to (\d+) shootings, (\d+) by hits and (\d+) by unconfirmed leads$/,
    'Recuperada a menos de $1 días de su venta y vinculada con $2 tiroteos: $3 por aciertos y $4 por pistas sin confirmar',
  ],
  [
    /^(\d+) firearms? without a serial number tied by ballistics to (\d+) shootings?$/,
    'Armas sin número de serie vinculadas por balística: $1; tiroteos: $2',
  ],
  [/^Not traced: (.+)$/, 'Sin rastrear: $1'],
  [
    /^Refused a purchase, and within (\d+) days there when (\d+) firearms? (?:was|were) recovered$/,
    'Se le negó una compra, y en menos de $1 días estaba presente al recuperarse $2 arma(s)',
  ],
  [
    /^The one it was recovered from was arrested together with (\d+) (?:person|people) of the purchaser’s home$/,
    'Aquel de quien se recuperó fue detenido junto con $1 persona(s) del domicilio del comprador',
  ],
  [
    /^(\d+) firearms? bought by one person within (\d+) days, at (\d+) dealers?, came into police hands from somebody else or nobody named$/,
    'Armas compradas por una persona en $2 días, en $3 comerciante(s), y recuperadas de otra persona o de nadie nombrado: $1',
  ],
  [
    /^(\d+) firearms? recovered from somebody other than the purchaser, or nobody named, (\d+) days after the sale$/,
    'Armas recuperadas de alguien distinto del comprador, o de nadie nombrado, $2 días después de la venta: $1',
  ],
  [
    /^(\d+) firearms? recovered from somebody other than the purchaser, or nobody named, (\d+) to (\d+) days after the sale$/,
    'Armas recuperadas de alguien distinto del comprador, o de nadie nombrado, de $2 a $3 días después de la venta: $1',
  ],
  [
    /^(\d+) recovered firearms? bought by one person within five business days$/,
    'Armas recuperadas que una persona compró en cinco días hábiles: $1',
  ],
  [
    /^(\d+) recovered firearms? bought by one person within five business days, if state offices were shut on (.+)$/,
    'Armas recuperadas que una persona compró en cinco días hábiles, si las oficinas del estado cerraron el $2: $1',
  ],
  [
    /^(\d+) recovered firearms? bought in a multiple sale the dealer reported; the others of the sale were not recovered here$/,
    'Armas recuperadas de una venta múltiple que el comerciante declaró: $1; las demás de la venta no se recuperaron aquí',
  ],
  [
    /^One person bought (\d+) firearms? at (\d+) dealers within (\d+) days, and they were recovered$/,
    'Una persona compró $1 armas en $2 comerciantes en $3 días, y se recuperaron',
  ],
  [
    /^(\d+) purchasers of (\d+) recovered firearms? share (.+)$/,
    '$1 compradores de $2 armas recuperadas comparten: $3',
  ],
];

const words: readonly (readonly [RegExp, string])[] = [
  [/; of (\d+) no day tells whether the theft came first$/, '; de $1 ninguna fecha dice si el robo fue antes'],
  [/make, model or importer missing or wrong/g, 'marca, modelo o importador ausente o erróneo'],
  [/the serial number is not one of this maker/g, 'el número de serie no es de este fabricante'],
];

/** The reason of a lead in a language; one of no known wording as it was written. */
export function leadReason(reason: string, language: 'en' | 'es'): string {
  if (language === 'en') return reason;
  const found = patterns.find(([pattern]) => pattern.test(reason));
  const said = found === undefined ? reason : reason.replace(found[0], found[1]);
  return words.reduce((text, [english, spanish]) => text.replace(english, spanish), said);
}
